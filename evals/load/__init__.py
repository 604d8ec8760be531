"""How many interviews at once a real server process carries, and how long a turn takes."""
