"""Writes: one file per use case, each whole in a transaction."""
