"""How well utterances are read: labelled sets in Chinese and English, a scorer, and a report."""
