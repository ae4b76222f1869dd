"""Management of the preview host."""
