"""The parts of the Capture dialog: where an article comes in, its text, and lists of what it suggests."""
