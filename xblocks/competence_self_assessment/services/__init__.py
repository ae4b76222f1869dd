"""Writes: one file per use case, each whole in one transaction."""
