"""XBlock: teams that never meet at once have ideas, build on them and choose; one person alone can, too."""
