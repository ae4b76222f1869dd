"""A small course player: shows whole OLX courses with our blocks, without Open edX."""
