"""The fields of a need, each with its reader."""
