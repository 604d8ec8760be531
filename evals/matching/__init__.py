"""Matching, graded: the need that was understood, where a message is routed, who is ranked for it."""
