"""What a chat model says it read, and how much of it is believed: only what the words and the grammars bear out."""
