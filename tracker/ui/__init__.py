"""The window. Qt lives here and nowhere else."""

import builtins

import PySide6.QtCore  # noqa: F401

# From now on PySide would read the source text of each module that is imported, ours and others', to see whether it
# asks for `from __feature__ import …`. None does, and it takes a fifth of the time in which the window opens.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
