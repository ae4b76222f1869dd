"""Receivers of the platform's signals."""

from typing import Any

from bizmooc.hosting.platform import platform
from bizmooc.lifecycle import erasure


def retire_learner(sender: Any, user: Any, **kwargs: Any) -> None:
    """A learner's account is being retired (LMS): erase them under every anonymous id they have had."""
    erasure.retire(platform().anonymous_ids(user))


def forget_course(sender: Any, course_key: Any, **kwargs: Any) -> None:
    """A course was deleted (Studio): the platform leaves plugin rows behind, so they go here."""
    erasure.forget_course(str(course_key))
