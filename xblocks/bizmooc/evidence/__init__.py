"""Statistics and privacy rules: pure functions on numbers, without Django."""
