"""What to ask next, and one turn of the conversation."""
