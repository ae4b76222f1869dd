"""Writing once: a transaction that a double click, a retry or a deadlock cannot carry out twice or lose."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from bizmooc.conf import setting
from bizmooc.hosting.participant import Place
from bizmooc.models import WriteReceipt
from bizmooc.refusal import Refusal

T = TypeVar("T")

# MySQL/MariaDB: 1213 deadlock, 1205 lock wait timeout, 1020 record changed since last read.
_RETRIED_MYSQL_ERRORS = {1213, 1205, 1020}
# MySQL/MariaDB: a value does not fit a column, as an emoji a table in the old three-byte utf8.
_MYSQL_WRONG_VALUE = 1366
# PostgreSQL: serialization failure, deadlock detected, lock not available.
_RETRIED_SQLSTATES = {"40001", "40P01", "55P03"}


@dataclass(frozen=True)
class WriteKey:
    """Identity of one write.

    Attributes:
        place: the block.
        participant: who writes (course-specific anonymous id).
        request_key: made by the page for one act of the learner, the same on every retry of it.
        content_digest: of what is to be written; one key stands for one content.
    """

    place: Place
    participant: str
    request_key: str
    content_digest: str


def digest_of(content: Any) -> str:
    """Return the SHA-256 (64 hex digits) of a JSON-like value, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_once(key: WriteKey, action: Callable[[], T]) -> T | None:
    """Carry out an action in one transaction, unless a write with this key has been carried out before.

    Returns:
        What the action returned, or None where this was a repeat and nothing was done.

    Raises:
        Refusal: 409, the key was used for another content.
        Whatever the action raises; then nothing is stored, the receipt included.
    """
    try:
        return in_transaction(lambda: _with_receipt(key, action))
    except _Repeated:
        return None


def in_transaction(action: Callable[[], T]) -> T:
    """Carry out an action in one transaction; deadlocks and lock timeouts are tried again, up to a limit."""
    if connection.in_atomic_block:
        # The outer transaction is lost with a deadlock; only its owner can try again.
        with transaction.atomic():
            return action()
    attempts = setting("WRITE_ATTEMPTS")
    for attempt in range(1, attempts + 1):
        try:
            with transaction.atomic():
                return action()
        except OperationalError as error:
            if attempt == attempts or not _is_lock_conflict(error):
                raise
            # Spread out, so that those who met do not meet again.
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - nothing secret
    raise AssertionError("unreachable: the last attempt returns or raises")


class _Repeated(Exception):
    """The key has been used for this content: leave the transaction, there is nothing to do."""


def _with_receipt(key: WriteKey, action: Callable[[], T]) -> T:
    place = key.place
    identity = {
        "usage_key": place.usage_key,
        "participant": key.participant,
        "request_key": key.request_key,
    }
    content = {"course_key": place.course_key, "content_digest": key.content_digest}
    try:
        with transaction.atomic():
            WriteReceipt.objects.create(**identity, **content)
    except IntegrityError:
        earlier = WriteReceipt.objects.get(**identity)
        if earlier.content_digest != key.content_digest:
            raise Refusal(409, _("This was sent before with other content. Please reload the page.")) from None
        raise _Repeated from None
    return action()


def _is_lock_conflict(error: OperationalError) -> bool:
    cause = error.__cause__ or error
    if getattr(cause, "sqlstate", None) in _RETRIED_SQLSTATES:
        return True
    return _mysql_code(error) in _RETRIED_MYSQL_ERRORS or "database is locked" in str(error)


def is_unstorable_text(error: DatabaseError) -> bool:
    """Tell whether the database refused a value for what it is made of."""
    return _mysql_code(error) == _MYSQL_WRONG_VALUE


def _mysql_code(error: DatabaseError) -> int | None:
    cause = error.__cause__ or error
    return cause.args[0] if cause.args else None
