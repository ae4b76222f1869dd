"""What the clients send to each contender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from benchmarks.idea_board import texts
from benchmarks.idea_board.recommender import resource
from peer_idea_board.structures.packs import packs
from tests.concurrency.clients import Answer, Pupil

_STRUCTURE = packs()["simple"].structure


class Contender(Protocol):
    """One block that many write to at once.

    Attributes:
        name: As it stands in the table.
        distribution: What has to be installed.
        block_type: Its tag; there is one of it in the course, called "shared".
        settings: Its attributes in OLX.
        takes_posts: Whether people post; else they only vote.
    """

    name: str
    distribution: str
    block_type: str
    settings: str
    takes_posts: bool

    def post(self, pupil: Pupil) -> Answer:
        """Let somebody post."""

    def vote(self, pupil: Pupil, target: Any) -> Answer:
        """Let somebody vote for what ``stored.report`` calls the first."""


@dataclass(frozen=True)
class Ours:
    """The idea board."""

    name: str = "peer_idea_board"
    distribution: str = "bizmooc-xblocks"
    block_type: str = "peer_idea_board"
    settings: str = 'structure="simple"'
    takes_posts: bool = True

    def post(self, pupil: Pupil) -> Answer:
        """See Contender."""
        text = texts.idea(pupil.number)
        parts = [part.id for part in _STRUCTURE.parts if part.is_required]
        said = {f"part.{id_}": part for id_, part in zip(parts, text.parts(len(parts)), strict=True)}
        return self._send(
            pupil, "post_idea", {"form": "idea", "structure": _STRUCTURE.digest, "title": text.title, **said}
        )

    def vote(self, pupil: Pupil, target: Any) -> Answer:
        """See Contender."""
        return self._send(pupil, "vote_for_idea", {"idea": str(target), "dots": "1"})

    def _send(self, pupil: Pupil, handler: str, values: dict[str, str]) -> Answer:
        body = {"key": f"{handler.replace('_', '-')}-{pupil.number:08d}", "values": values}
        return pupil.send("shared", handler, body, block_type=self.block_type)


@dataclass(frozen=True)
class Recommender:
    """RecommenderXBlock."""

    name: str = "RecommenderXBlock"
    distribution: str = "recommender-xblock"
    block_type: str = "recommender"
    settings: str = ""
    takes_posts: bool = True

    def post(self, pupil: Pupil) -> Answer:
        """See Contender."""
        return pupil.send("shared", "add_resource", resource(pupil.number), block_type=self.block_type)

    def vote(self, pupil: Pupil, target: Any) -> Answer:
        """See Contender."""
        body = {"id": target, "event": "recommender_upvote"}
        return pupil.send("shared", "handle_vote", body, block_type=self.block_type)


@dataclass(frozen=True)
class Poll:
    """xblock-poll, whose people only vote."""

    name: str = "xblock-poll"
    distribution: str = "xblock-poll"
    block_type: str = "poll"
    settings: str = ""
    takes_posts: bool = False

    def post(self, pupil: Pupil) -> Answer:
        """See Contender."""
        raise NotImplementedError

    def vote(self, pupil: Pupil, target: Any) -> Answer:
        """See Contender."""
        return pupil.send("shared", "vote", {"choice": target}, block_type=self.block_type)


CONTENDERS: tuple[Contender, ...] = (Ours(), Recommender(), Poll())
