"""The review desk: how long a queue of ten thousand files takes."""
