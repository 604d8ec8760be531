"""Whether what is answered is right, stands in its clause, and is refused when it should be."""
