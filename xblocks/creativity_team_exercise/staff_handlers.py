"""What the course team's part of the page asks of the block."""


class CourseTeamHandlers:
    """All handlers for the course team."""
