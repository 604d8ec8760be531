"""Words to facts with exact character spans."""
