"""Text, page and data résumés built from facts."""
