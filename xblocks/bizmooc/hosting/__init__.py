"""Who is asking, and what the host offers."""
