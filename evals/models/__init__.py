"""Chat models beside the grammars and the templates: what they add, what they cost, what is lost without them."""
