"""Template tags of the preview host."""
