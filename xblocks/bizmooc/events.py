"""Telling the host what happened: after the commit, with ids and numbers, never with a learner's text."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction


def publish(block: Any, name: str, payload: Mapping[str, Any]) -> None:
    """Hand an event to the host once the running transaction is committed (at once where there is none).

    Args:
        block: the block that reports; the event is the current user's.
        name: ``bizmooc.<block>.<noun>.<past verb>``, or the platform's ``grade`` and ``completion``.
            Always a constant of ours: the platform acts upon some names.
        payload: JSON-like values.
    """
    transaction.on_commit(partial(block.runtime.publish, block, name, dict(payload)))
