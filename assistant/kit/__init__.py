"""Ground: settings, database, blobs, text helpers, ids, clock, errors, logs."""
