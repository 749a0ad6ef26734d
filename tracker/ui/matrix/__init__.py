"""Concerns: stakeholders by theme, as of any day."""
