"""Reading and writing other programs' files: one module a format."""
