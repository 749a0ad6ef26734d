"""The command line. `main` holds the group and its errors; each other module a few commands, loaded when asked for."""
