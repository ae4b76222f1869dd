"""Commands of the preview host."""
