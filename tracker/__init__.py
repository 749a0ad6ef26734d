"""Policy Tracker: a chronology of policy events, each tied to the words that prove it."""

__version__ = "0.1.0"
