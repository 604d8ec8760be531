"""Whole interviews with scripted workers, driven through the HTTP API and graded on the profile they leave."""
