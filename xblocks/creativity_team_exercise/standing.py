"""What a person has done themselves, and what is asked of them: the same for those in teams and those alone."""

from __future__ import annotations

from dataclasses import dataclass

from creativity_team_exercise import state, visibility
from creativity_team_exercise.exercise import Viewer
from creativity_team_exercise.models import Member, Turn


@dataclass(frozen=True)
class Standing:
    """Own acts.

    Attributes:
        done: ids of the steps that they have done, wherever they were then.
        asked: ids of the steps that are asked of them: from the one on in which they came.
    """

    done: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Steps done of those asked, 0 to 1."""
        return len(self.done & set(self.asked)) / len(self.asked) if self.asked else 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of steps that are asked and not done, in order."""
        return tuple(step for step in self.asked if step not in self.done)


def standing(viewer: Viewer, member: Member | None = None) -> Standing:
    """Return what somebody has done; ``member``: their seat, if it is known already."""
    member = member or visibility.member_of(viewer)
    if member is None:
        return Standing()
    mine = Turn.objects.filter(usage_key=member.usage_key, participant=member.participant, done_at__isnull=False)
    steps = state.plan_of(member.team).technique.steps
    asked = tuple(step.id for step in steps[member.first_step :])
    return Standing(frozenset(mine.values_list("step_id", flat=True)), asked)
