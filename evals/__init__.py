"""Scored runs over data: what the product understands, how whole interviews end, how much load it carries."""
