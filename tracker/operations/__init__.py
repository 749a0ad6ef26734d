"""One verb a user action: what the command line and the window both do, written once."""
