"""What the course team does beside looking at figures: answering what waits, moderation, merging, exports."""

BLOCK_TYPE = "peer_idea_board"
