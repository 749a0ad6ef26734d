"""From an article to evidence: fetching, reading, suggesting, anchoring quotes, feeds. No store and no screen here."""
