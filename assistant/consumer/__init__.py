"""The consumer's conversation: one chat that finds people, answers rules, and leads to a meeting."""
