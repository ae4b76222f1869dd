"""What hosts promise to blocks, and blocks to hosts."""
