"""What an author decided about a board, and who acts on it: plain values that services and selectors are given."""

from __future__ import annotations

from dataclasses import dataclass

from bizmooc.hosting.participant import Participant, Place
from bizmooc.writes import WriteKey
from peer_idea_board.structures import Structure

NO_GROUP = "none"
VOTE_KINDS = ("one", "dots", "none")
VOTES_SHOWN = ("after_vote", "after_close", "always")
GROUPS = ("", "cohort", "team")
NAMES = ("alias", "name")


@dataclass(frozen=True)
class Seed:
    """An idea that the author puts on the board, so that the first learner has something to give feedback on.

    Attributes:
        id: unique in the block and never reused.
        title, content (part id to text), tags: as a learner's.
    """

    id: str
    title: str
    content: dict[str, str]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The author's settings, as far as writing and reading need them.

    Attributes:
        structure: parts of ideas, criteria of feedback.
        post_quota, feedback_quota: own acts that make the block complete; 0: not asked for.
        feedback_wanted: feedbacks that every idea should get ("the need").
        lease_minutes: how long an idea that was handed out waits for its feedback.
        vote_kind: "one" (one vote of a person for an idea, for as many ideas as they like), "dots" (a budget), "none".
        dots, dots_per_idea: the budget of a person, and the most of it for one idea.
        votes_shown: "after_vote", "after_close" (of voting), "always".
        names: "alias" (a made-up name), "name" (the user name).
        pre_approval: ideas wait for the course team before others see them.
        seeds: ideas of the author.
    """

    structure: Structure
    post_quota: int = 1
    feedback_quota: int = 3
    feedback_wanted: int = 2
    lease_minutes: int = 60
    vote_kind: str = "one"
    dots: int = 5
    dots_per_idea: int = 3
    votes_shown: str = "after_vote"
    names: str = "alias"
    pre_approval: bool = False
    seeds: tuple[Seed, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who looks at a board.

    Attributes:
        place: the block.
        participant: course-specific anonymous id; "" for nobody (Studio's preview).
        group: whose board they see; see models.Board.group.
        is_staff: the course team's view: hidden and waiting ideas, and names, too.
        is_guest: staff on the learners' page, who may open ideas of every group, as a learner of it would.
    """

    place: Place
    participant: str
    group: str = ""
    is_staff: bool = False
    is_guest: bool = False


@dataclass(frozen=True)
class Actor:
    """Who writes to a board.

    Attributes:
        key: of this write: block, person and the page's idempotency key.
        person: as the gate let them through.
        group: whose board they are on.
        name: the user name, where the author has names shown; else "".
    """

    key: WriteKey
    person: Participant
    group: str = ""
    name: str = ""

    @property
    def place(self) -> Place:
        """The block."""
        return self.key.place

    @property
    def viewer(self) -> Viewer:
        """The same person looking."""
        return Viewer(self.place, self.key.participant, self.group, is_guest=self.person.is_staff)
