"""Facts with their evidence, and the profile that is a fold of them."""
