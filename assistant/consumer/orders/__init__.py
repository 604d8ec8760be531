"""From a match to a meeting: requests, the worker's consent, orders with their history, and reviews of them."""
