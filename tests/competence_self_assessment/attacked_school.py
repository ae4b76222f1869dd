"""A school whose every act the attacker watches: who hands in, who is erased, what the author changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from opaque_keys.edx.locator import BlockUsageLocator

from bizmooc.evidence.release import LOWEST_THRESHOLD
from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey, digest_of
from competence_self_assessment.services.erase import reset, retire
from competence_self_assessment.services.reopen import reopen
from competence_self_assessment.services.submit_round import Submission, submit_round
from tests.competence_self_assessment.attacker import Attacker, marked_answers, marked_framework
from tests.support.bare_host import COURSE

PEOPLE = 15
OCCASIONS = ("pre", "post")
GROUPS = ("target:business", "target:higher_education", "")
VERSIONS = (marked_framework(PEOPLE), marked_framework(PEOPLE, "In other words"))
_keys = count(1)


class School:
    """A block before and a block after the course, their learners, and their author."""

    def __init__(self, *, reckons_across: bool = False) -> None:
        self.places = {
            occasion: Place(str(BlockUsageLocator(COURSE, "competence_self_assessment", occasion)), str(COURSE))
            for occasion in OCCASIONS
        }
        self.attacker = Attacker(PEOPLE, self.places, reckons_across=reckons_across)
        self.threshold, self.breakdown, self.version = LOWEST_THRESHOLD, False, 0
        self.story: list[str] = []
        self.came: dict[str, set[int]] = {occasion: set() for occasion in OCCASIONS}
        self.here: dict[str, set[int]] = {occasion: set() for occasion in OCCASIONS}

    def hand_in(self, occasion: str, *people: int) -> None:
        for person in people:
            key = WriteKey(self.places[occasion], _id(person), f"attack-{next(_keys):06d}", digest_of(person))
            submit_round(key, _participant(person), self._submission(occasion, person))
            self.came[occasion].add(person)
            self.here[occasion].add(person)
            self._happened(f"{person} hands in {occasion}")

    def answer_again(self, occasion: str, person: int) -> None:
        reopen(self.places[occasion], _id(person))
        self.hand_in(occasion, person)

    def reset(self, occasion: str, *people: int) -> None:
        for person in people:
            reset(self.places[occasion].usage_key, _id(person))
            self.here[occasion].discard(person)
            self._happened(f"{person} is reset in {occasion}")

    def retire(self, *people: int) -> None:
        for person in people:
            retire([_id(person)])
            for here in self.here.values():
                here.discard(person)
            self._happened(f"{person} retires")

    def set(self, **settings: Any) -> None:
        for name, value in settings.items():
            setattr(self, name, value)
        self._happened(f"the author sets {settings}")

    def betrays(self) -> str:
        """How the attacker wins, in words; "" if they do not."""
        if found := self.attacker.smallest_group(LOWEST_THRESHOLD):
            return f"{found[0]}: {sorted(found[1])} are told of alone, after {'; '.join(self.story)}"
        rows = self.attacker.smallest_class()
        if rows is not None and rows < LOWEST_THRESHOLD:
            return f"exports tell {rows} rows apart, after {'; '.join(self.story)}"
        return ""

    def _submission(self, occasion: str, person: int) -> Submission:
        answers = marked_answers(person, PEOPLE)
        return Submission(
            series="self_view",
            occasion=occasion,
            framework=VERSIONS[self.version],
            now=answers,
            then=answers if occasion == "post" else None,
            reflections={},
            target_group="",
            group=GROUPS[person % len(GROUPS)] if self.breakdown else "",
            threshold=self.threshold,
        )

    def _happened(self, what: str) -> None:
        self.story.append(what)
        self.attacker.look(self.threshold)


@dataclass(frozen=True)
class Life:
    """What can happen in a random history.

    Attributes:
        acts: names of the functions below; one named twice is twice as likely.
        events: how many things happen.
    """

    acts: Sequence[str]
    events: int = 24

    def live(self, school: School, seed: int) -> None:
        """Let a history happen, the same for the same seed."""
        rng = Random(seed)
        for _event in range(self.events):
            _ACTS[rng.choice(self.acts)](school, rng)


def _come(school: School, rng: Random) -> None:
    occasion = rng.choice(OCCASIONS)
    # Who was erased and comes back answers anew: that is as if somebody else came.
    newcomers = [one for one in range(PEOPLE) if one not in school.came[occasion]]
    school.hand_in(occasion, *rng.sample(newcomers, min(len(newcomers), rng.randint(1, 5))))


def _one_here(school: School, rng: Random) -> tuple[str, list[int]]:
    occasion = rng.choice(OCCASIONS)
    here = sorted(school.here[occasion])
    return occasion, rng.sample(here, 1) if here else []


def _again(school: School, rng: Random) -> None:
    occasion, people = _one_here(school, rng)
    for person in people:
        school.answer_again(occasion, person)


def _reset(school: School, rng: Random) -> None:
    occasion, people = _one_here(school, rng)
    school.reset(occasion, *people)


def _retire(school: School, rng: Random) -> None:
    _occasion, people = _one_here(school, rng)
    school.retire(*people)


def _edit(school: School, rng: Random) -> None:
    choice = rng.choice(("threshold", "breakdown", "version"))
    values = {"threshold": rng.choice((5, 6, 8)), "breakdown": not school.breakdown, "version": 1 - school.version}
    school.set(**{choice: values[choice]})


_ACTS = {"come": _come, "again": _again, "reset": _reset, "retire": _retire, "edit": _edit}


def _id(person: int) -> str:
    return f"{person:032x}"


def _participant(person: int) -> Participant:
    return Participant(
        anonymous_id=_id(person),
        user_id=person + 1,
        is_authenticated=True,
        is_staff=False,
        is_course_team=False,
        is_masquerading=False,
        in_studio=False,
        can_author=False,
    )
