"""Ears and mouth: recognizers, synthesizers, turn-taking and the live session."""
