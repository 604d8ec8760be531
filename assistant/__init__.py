"""Ayi: interviews home-service workers and turns their own words into profiles and résumés."""

__version__ = "0.1.0"
