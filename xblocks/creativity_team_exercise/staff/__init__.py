"""What the course team does: sees which teams are stuck and helps them, reads their work, decides reports, exports."""

BLOCK_TYPE = "creativity_team_exercise"
