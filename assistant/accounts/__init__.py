"""Agencies, the people who work there, how they sign in, and through which doors every object is reached."""
