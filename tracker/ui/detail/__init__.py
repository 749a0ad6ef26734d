"""The parts of the detail pane."""
