"""What every page of the board is drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bizmooc.hosting.participant import Participant, Place
from bizmooc.hosting.timing import Window
from bizmooc.texts import text_in
from bizmooc.web.render import render
from peer_idea_board.board import Rules, Viewer
from peer_idea_board.models import Member
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import standing, votes
from peer_idea_board.structures import Structure

_FOLDER = "peer_idea_board"


@dataclass(frozen=True)
class Scene:
    """A block and the person in front of it; what pages ask for again and again is looked up once.

    Attributes:
        is_preview: for authors: of a board where nobody has been yet.
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
        """The person as somebody who looks; whoever the host does not know sees a board without anything on it."""
        is_known = bool(self.person.anonymous_id) and not self.is_preview
        return self.block.viewer(self.person) if is_known else Viewer(Place("", ""), "")

    @cached_property
    def member(self) -> Member | None:
        """The person's row."""
        return standing.member_of(self.viewer)

    @cached_property
    def progress(self) -> standing.Progress:
        """What they have done, and what is asked for."""
        return standing.progress(self.viewer, self.rules, self.member)

    @cached_property
    def ballot(self) -> votes.Ballot:
        """Their votes."""
        return votes.ballot_of(self.viewer, self.rules, is_closed=self.window(Phase.VOTE).closed)

    @cached_property
    def may_write(self) -> bool:
        """They can do more than look: their account is known here, and the course team has not paused them."""
        return bool(self.viewer.participant) and not (self.member and self.member.is_muted)

    def window(self, phase: Phase) -> Window:
        """Return when a phase is open."""
        return self.block.phase(phase)

    @cached_property
    def html_id(self) -> str:
        """What ids in the page begin with."""
        return Place.of(self.block).html_id

    def ids(self, suffix: str = "") -> str:
        """Return the ids of a form's controls; ``suffix`` keeps several forms of a kind apart."""
        return f"{self.html_id}-{suffix}%s"

    def text(self, texts: Any) -> str:
        """Return a text of the author's in the page's language."""
        return text_in(texts, self.block.language())

    def draw(self, template: str, **context: Any) -> str:
        """Render a template of the board."""
        return render(f"{_FOLDER}/{template}", {"scene": self, "html_id": self.html_id, **context})


@dataclass(frozen=True)
class PartText:
    """One part of an idea as it is read."""

    id: str
    title: str
    text: str


def parts_in(scene: Scene, structure: Structure, content: dict[str, str]) -> list[PartText]:
    """Return what was written, in the order and under the titles that it was asked for."""
    given = [part for part in structure.parts if content.get(part.id)]
    return [PartText(part.id, scene.text(part.title), content[part.id]) for part in given]
