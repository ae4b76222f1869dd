"""What every page of the exercise is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant, Place
from bizmooc.texts import text_in
from bizmooc.web.render import render
from creativity_team_exercise import state, visibility
from creativity_team_exercise.engine import Session, Turn
from creativity_team_exercise.exercise import Rules, Viewer
from creativity_team_exercise.models import Draft, Entry, Member, Team
from creativity_team_exercise.techniques import Step
from creativity_team_exercise.techniques.plan import Plan

_FOLDER = "creativity_team_exercise"


@dataclass(frozen=True)
class Scene:
    """A block and the person in front of it; what pages ask for again and again is looked up once.

    Attributes:
        is_preview: for authors: of an exercise where nobody has been yet.
    """

    block: Any
    person: Participant
    is_preview: bool = False

    @cached_property
    def rules(self) -> Rules:
        """The author's settings."""
        return self.block.rules

    @cached_property
    def viewer(self) -> Viewer:
        """The person as somebody who looks; whoever the host does not know has no team."""
        is_known = bool(self.person.anonymous_id) and not self.is_preview
        return self.block.viewer(self.person) if is_known else Viewer(Place("", ""), "")

    @cached_property
    def member(self) -> Member | None:
        """The person's row; None: they have not joined."""
        return visibility.member_of(self.viewer) if self.viewer.participant else None

    @property
    def team(self) -> Team:
        """Their team. Only of those who have joined."""
        assert self.member is not None  # noqa: S101 - pages ask for a member first
        return self.member.team

    @property
    def seat(self) -> int:
        """Where they sit in their team; 0: they have not joined."""
        return self.member.seat if self.member else 0

    @cached_property
    def plan(self) -> Plan:
        """What their team works by; before they join, what teams that begin now do."""
        return state.plan_of(self.team) if self.member else self.rules.plan

    @cached_property
    def session(self) -> Session:
        """Where their team is now."""
        return state.load(self.team, timezone.now())

    @cached_property
    def turn(self) -> Turn:
        """Their part in the stage that is open."""
        return self.session.turns.get(self.seat) or Turn()

    @property
    def stage_key(self) -> str:
        """What the page shows: it changes with the stage, and with what they may see of it. "" before they join."""
        if self.member is None:
            return ""
        one = self.session
        sheet = -1 if self.turn.sheet is None else self.turn.sheet
        return f"{self.team.pk}.{one.step}.{one.round}.{int(one.is_over)}.{sheet}.{len(self.entries)}"

    def has_ended(self, step: Step) -> bool:
        """Tell whether a step has ended, so that it is looked back at."""
        return self.session.has_ended(self.plan.technique.index(step.id))

    @cached_property
    def entries(self) -> list[Entry]:
        """All that they may see of what their team wrote, in order."""
        return list(visibility.entries(self.team, self.session, self.seat))

    @cached_property
    def drafts(self) -> list[Draft]:
        """What they were writing in stages of a team."""
        own = Draft.objects.filter(usage_key=self.viewer.place.usage_key, participant=self.viewer.participant)
        return list(own.filter(form__startswith="write:").order_by("pk"))

    @cached_property
    def names(self) -> Mapping[int, str]:
        """What the people who are in the team are called, by seat."""
        return dict(self.team.members.order_by("seat").values_list("seat", "alias"))

    def is_own(self, entry: Entry) -> bool:
        """Tell whether the person wrote an entry."""
        return entry.seat == self.seat and not entry.is_from_pool

    def writer(self, entry: Entry) -> str:
        """Say whose an entry is."""
        return _("dealt from the pool") if entry.is_from_pool else self.person_on(entry.seat)

    def person_on(self, seat: int) -> str:
        """Say who sits, or sat, on a seat of the team."""
        return _("you") if seat == self.seat else self.names.get(seat) or _("somebody who has left")

    @cached_property
    def html_id(self) -> str:
        """What ids in the page begin with."""
        return Place.of(self.block).html_id

    def ids(self, suffix: str = "") -> str:
        """Return the ids of a form's controls; ``suffix`` keeps several forms of a kind apart."""
        return f"{self.html_id}-{suffix}%s"

    def text(self, texts: Any) -> str:
        """Return a text of the technique's in the page's language."""
        return text_in(texts, self.block.language()) if texts else ""

    def title(self, step: Step) -> str:
        """Return a step's title."""
        return self.text(step.title)

    def draw(self, template: str, **context: Any) -> str:
        """Render a template of the exercise."""
        return render(f"{_FOLDER}/{template}", {"scene": self, "html_id": self.html_id, **context})
