"""Frameworks as data: what ships, and how it is read."""
