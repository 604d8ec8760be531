"""The Chinese grammar."""
