"""State of play: how each policy stood on a day."""
