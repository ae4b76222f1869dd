"""Reads: what one person sees of a board; bounded at any number of ideas, and never past visibility.py."""
