"""What a learner does with the block, in the words of the tests."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.apps import apps

from competence_self_assessment.frameworks import packs
from tests.support.bare_host import Answer, Person, call

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


def learners(host: Any, numbers: Iterable[int], now: str = "3", **values: str) -> None:
    """Let learners hand in, each as a person of their own."""
    for number in numbers:
        answer = submit(host.block(Person(number)), ratings(now, **values))
        assert answer.status == 200, answer


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return everything stored in the suite's tables, to compare before with after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in ("bizmooc", "competence_self_assessment")
        for model in apps.get_app_config(app).get_models()
    }


def save_draft(block: Any, values: dict[str, str], version: int = 0, request_key: str = "") -> Answer:
    """Save a draft."""
    body = {"key": request_key or key(), "version": version, "values": {"framework": FRAMEWORK.digest, **values}}
    return call(block, "save_draft", body)
