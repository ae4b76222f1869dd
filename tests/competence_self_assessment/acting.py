"""What a learner does with the block, in the words of the tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from competence_self_assessment.frameworks import packs
from tests.support.bare_host import Answer, call

FRAMEWORK = packs()["learning_to_learn"]
_keys = count(1)


def key() -> str:
    """Return a new idempotency key."""
    return f"test-key-{next(_keys):08d}"


def ratings(now: str = "3", then: str | None = None, **values: str) -> dict[str, str]:
    """Return a filled form: every item at one level."""
    form = {f"now.{item}": now for item in FRAMEWORK.items}
    if then:
        form |= {f"then.{item}": then for item in FRAMEWORK.items}
    return {"framework": FRAMEWORK.digest, **form, **values}


def submit(block: Any, values: dict[str, str], request_key: str = "") -> Answer:
    """Hand in a round."""
    return call(block, "submit_round", {"key": request_key or key(), "values": values})


def save_draft(block: Any, values: dict[str, str], version: int = 0, request_key: str = "") -> Answer:
    """Save a draft."""
    body = {"key": request_key or key(), "version": version, "values": {"framework": FRAMEWORK.digest, **values}}
    return call(block, "save_draft", body)
