"""Tests of the pages of the preview host."""
