"""What a team works by: a technique as its author set it, and the question that it is applied to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from bizmooc.writes import digest_of
from creativity_team_exercise.techniques.model import Technique, from_data


@dataclass(frozen=True)
class Plan:
    """A technique with the author's times and rounds, and the question.

    Attributes:
        technique: its hours and rounds are the author's.
        question: what ideas are wanted for, plain text in the course's language.
    """

    technique: Technique
    question: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: a running team keeps its plan by it."""
        return digest_of(self.as_data())

    @cached_property
    def question_digest(self) -> str:
        """SHA-256 of the question: ideas for another one are of no use."""
        return digest_of(self.question)

    def as_data(self) -> dict[str, Any]:
        """Return JSON-like data; kept() takes it back."""
        return {"technique": self.technique.as_data(), "question": self.question}


def kept(digest: str, content: Mapping[str, Any]) -> Plan:
    """Return a kept plan, built once for all who ask for it."""
    return _kept(digest, json.dumps(content, sort_keys=True))


@lru_cache(maxsize=256)
def _kept(digest: str, content: str) -> Plan:
    data = json.loads(content)
    return Plan(from_data(data["technique"]), data["question"])
