"""The suite's one Django setting, ``BIZMOOC``, with its defaults."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Dotted path of the class that answers for the host; None: Open edX where it is installed, else none.
    "PLATFORM": None,
    # Key of the pseudonyms used outside the database; None: derived from SECRET_KEY.
    "PSEUDONYM_SECRET": None,
    # A handler's JSON body may have so many bytes; more is refused with 413.
    "MAX_BODY_BYTES": 200_000,
    # True lets an error in a view through instead of showing the block's failure message (tests).
    "RAISE_VIEW_ERRORS": False,
    # A service is tried so often in all when the database reports a deadlock or a lock timeout.
    "WRITE_ATTEMPTS": 5,
    # Who carries out long work: "celery", "command" (bizmooc_tasks, from cron) or "inline" (in the request; for hosts
    # of one person). None: Celery where it is installed, else the command.
    "RUN_TASKS": None,
    # Pages ask every 30 seconds, while somebody looks at them, whether something is new.
    "POLLING": True,
    # Learners are told by mail what concerns them, at most once a day and course; somebody has to run bizmooc_digest.
    "DIGESTS": True,
    # So often one learner may do something on one idea board: act -> (how many, within so many seconds).
    # An operator names the acts that should differ; the others keep these.
    "IDEA_BOARD_LIMITS": {
        "post_idea": (10, 3600),
        "give_feedback": (40, 3600),
        "post_comment": (30, 3600),
        "vote": (300, 3600),
        "report": (20, 3600),
    },
}


def setting(name: str) -> Any:
    """Return the operator's value for a key of ``settings.BIZMOOC``, else the default; tables are put together.

    Raises:
        KeyError: the suite has no setting of this name.
    """
    default = DEFAULTS[name]
    chosen = getattr(settings, "BIZMOOC", {}).get(name, default)
    return {**default, **chosen} if isinstance(default, dict) else chosen
