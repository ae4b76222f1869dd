"""News by mail, at most once a day."""


def note(course_key: str, participants: list[str]) -> None:
    """Note that something is new for these people."""
