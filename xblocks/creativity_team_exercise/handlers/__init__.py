"""What learners' pages ask of the block."""


class LearnerHandlers:
    """All handlers for learners."""
