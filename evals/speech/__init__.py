"""Scored runs over speech."""
