"""The way of our tables from nothing to what they are, and back."""
