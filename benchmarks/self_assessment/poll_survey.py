"""xblock-poll's survey: one tally that all learners share, in a field of scope user_state_summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from random import Random
from typing import Any

from benchmarks.host import Host, RefusedError
from benchmarks.measure import Act, Prepare
from benchmarks.seeding import FIRST_OF_THE_CROWD, like, write
from benchmarks.self_assessment import questions
from preview.models import FieldValue

_BLOCK = "survey"


class PollSurvey:
    """A survey that asks the items and offers the levels."""

    name = "xblock-poll, survey"
    distribution = "xblock-poll"
    most: int | None = None

    def olx(self) -> str:
        """See Contender."""
        asked = [[id_, {"label": text, "img": None, "img_alt": None}] for id_, text in questions.texts().items()]
        levels = [[str(level), label] for level, label in questions.labels().items()]
        attributes = {"questions": json.dumps(asked), "answers": json.dumps(levels)}
        written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
        return f'<survey url_name="{_BLOCK}" {written}/>'

    def seed(self, host: Host, learners: int) -> None:
        """One votes through the block; the others get copies of the rows, and their votes go into the tally."""
        first = host.person()
        _vote(host, first, questions.dice(0))
        own = list(FieldValue.objects.filter(user_key=first.pk, scope_id=str(host.node(_BLOCK).usage_key)))
        tally = FieldValue.objects.get(field="tally")
        counts = {item: Counter(levels) for item, levels in tally.value.items()}
        write(self._crowd(own, learners - 1, counts))
        tally.value = counts
        tally.save()

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        voter, staff = host.person(), host.person(is_staff=True)
        _vote(host, voter, questions.dice(1))
        return {
            "profile": lambda: lambda: (host.view(voter, _BLOCK), host.call(voter, _BLOCK, "get_results", {})),
            "figures": lambda: lambda: host.call(staff, _BLOCK, "get_results", {}),
            "submit": lambda: _newcomer_votes(host),
        }

    @staticmethod
    def _crowd(own: list[FieldValue], people: int, counts: dict[str, Counter[str]]) -> Iterator[FieldValue]:
        rng = questions.dice(2)
        for number in range(FIRST_OF_THE_CROWD, FIRST_OF_THE_CROWD + people):
            choices = _choices(rng)
            for item, level in choices.items():
                counts[item][level] += 1
            for row in own:
                yield like(row, user_key=number, value=choices if row.field == "choices" else row.value)


def _choices(rng: Random) -> dict[str, str]:
    return {item: str(level) for item, level in questions.answers(rng).items()}


def _vote(host: Host, person: Any, rng: Random) -> None:
    answer = host.call(person, _BLOCK, "vote", _choices(rng))
    if not answer["success"]:
        raise RefusedError(str(answer["errors"]))


def _newcomer_votes(host: Host) -> Act:
    person = host.person()
    return lambda: _vote(host, person, questions.dice(3))
