"""The inbox, and the feeds that fill it."""
