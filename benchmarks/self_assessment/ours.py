"""Our block, twice: before the course, and after it with the look back and the comparison with the start."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from random import Random
from typing import Any

from benchmarks.host import Host
from benchmarks.measure import Act, Prepare
from benchmarks.self_assessment import crowd, questions
from competence_self_assessment.models import Occasion
from competence_self_assessment.services.recount import recount

_SETTINGS = 'ask_target_group="true" breakdown="target_group"'
_keys = count(1)


class SelfAssessment:
    """Every learner hands in at the start, three of five at the end; figures are kept apart by target group."""

    name = "competence_self_assessment"
    distribution = "bizmooc-xblocks"
    most: int | None = None

    def olx(self) -> str:
        """See Contender."""
        tag = "competence_self_assessment"
        return "".join(f'<{tag} url_name="{name}" occasion="{name}" {_SETTINGS}/>' for name in crowd.OCCASIONS)

    def seed(self, host: Host, learners: int) -> None:
        """One hands in through the blocks; others get copies of the rows, and the suite's recount makes the figures."""
        first = _through_the_course(host, questions.dice(0))
        crowd.follow(host.anonymous_id(first), learners - 1, questions.dice(1))
        recount()

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        rng = questions.dice(2)
        learner, staff = _through_the_course(host, rng), host.person(is_staff=True)

        def newcomer() -> Act:
            person = host.person()
            hand_in(host, person, crowd.answers(Occasion.PRE, rng))
            answers = crowd.answers(Occasion.POST, rng)
            return lambda: hand_in(host, person, answers)

        return {
            "profile": lambda: lambda: host.view(learner, Occasion.POST),
            "figures": lambda: lambda: host.call(staff, Occasion.POST, "show_figures"),
            "submit": newcomer,
        }


def hand_in(host: Host, person: Any, answers: crowd.Answers) -> None:
    """Send a filled form to the block of the answers' occasion."""
    views = {"now": answers.now} | ({"then": answers.then} if answers.then else {})
    values = {
        f"{view}.{item}": str(level or "missing") for view, levels in views.items() for item, level in levels.items()
    }
    values |= {"framework": questions.FRAMEWORK.digest, "target_group": answers.target_group}
    host.call(person, answers.occasion, "submit_round", {"key": f"bench-{next(_keys):08d}", "values": values})


def _through_the_course(host: Host, rng: Random) -> Any:
    person = host.person()
    for occasion in crowd.OCCASIONS:
        hand_in(host, person, crowd.answers(occasion, rng))
    return person
