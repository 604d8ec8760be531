"""How well the right clause is found."""
