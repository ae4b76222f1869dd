"""What the clock has ended in blocks, written down: pages work it out when somebody looks, a command for all others."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from bizmooc import registry
from bizmooc.digest.sending import send_digests

log = logging.getLogger(__name__)


def catch_up(now: datetime | None = None) -> int:
    """Write what the clock has ended in every block.

    Args:
        now: the time to go by; None: now.

    Returns:
        How many teams were written.

    Raises:
        Exception: whatever a block raises; what was written until then stays.
    """
    now = now or timezone.now()
    written = sum(block.catch_up(now) for block in registry.contributions() if block.catch_up)
    log.info("%d teams brought up to date", written)
    return written


def catch_up_and_tell(now: datetime | None = None) -> tuple[int, int]:
    """Write what the clock has ended, then send the digests that are due: what begins by time is told at once.

    Mail goes out even if a block fails: what is not told by then is told a day later.

    Args:
        now: the time to go by; None: now.

    Returns:
        How many teams were written, and how many letters sent.

    Raises:
        Exception: whatever a block or the host's mail raises.
    """
    try:
        written = catch_up(now)
    finally:
        sent = send_digests(now)
    return written, sent
