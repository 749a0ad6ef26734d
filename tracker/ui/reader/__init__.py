"""The page on which a source is read: its text, what is quoted from it, and what each quote supports."""
