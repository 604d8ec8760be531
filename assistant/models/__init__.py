"""Models behind small Protocols: embeddings now, chat later; an embedded default, servers by URL."""
