"""Whether the doors hold: the whole HTTP interface tried with made-up requests by everybody."""
