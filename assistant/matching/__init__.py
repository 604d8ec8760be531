"""What a consumer needs, and which published people fit: needs read from words, search, ranking, reasons."""
