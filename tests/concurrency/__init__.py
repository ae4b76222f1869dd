"""What only shows between processes, on a real database."""
