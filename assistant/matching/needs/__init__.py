"""Needs: a consumer's words to the need that matching searches by."""
