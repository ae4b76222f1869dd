"""The pages of the preview host."""
