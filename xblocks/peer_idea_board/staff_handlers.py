"""What the course team can ask of the board: figures, moderation, exports; acts on people are written into a log."""

from __future__ import annotations


class CourseTeamHandlers:
    """The course team's side of the board."""
