"""Reads: permission-aware and bounded."""
