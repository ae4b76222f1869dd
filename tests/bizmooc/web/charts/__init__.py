"""Charts, part by part."""
