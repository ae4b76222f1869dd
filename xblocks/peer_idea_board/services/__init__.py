"""What changes boards: one file for each use case."""
