"""Jobs, skills, certificates, places and their spoken forms."""
