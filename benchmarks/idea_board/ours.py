"""Our block, with what it asks for as it is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from benchmarks.host import Host
from benchmarks.idea_board import crowd, texts
from benchmarks.measure import Act, Prepare
from peer_idea_board.models import Board, Idea, Turn
from peer_idea_board.services import recount
from peer_idea_board.structures.choice import DEFAULT
from peer_idea_board.structures.packs import packs

BLOCK = "board"
STRUCTURE = packs()[DEFAULT].structure
_keys = count(1)


class IdeaBoard:
    """A board for all, with a vote for each idea."""

    name = "peer_idea_board"
    distribution = "bizmooc-xblocks"
    most: int | None = None

    def olx(self) -> str:
        """See Contender."""
        return f'<peer_idea_board url_name="{BLOCK}" structure="{DEFAULT}"/>'

    def seed(self, host: Host, size: int) -> None:
        """Two use the block; others get copies of the rows of the second, and the block's recount makes the figures.

        Only its last step is needed: the copies carry what is counted of each idea and person.
        """
        author, second = host.person(), host.person()
        post(host, author, 0)
        use(host, second, 1)
        crowd.follow(host.anonymous_id(second), size - 2)
        board = Board.objects.get()
        recount._correct_counts(board.usage_key, board.course_key)

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        reader = host.person()
        use(host, reader, 2)
        target = Idea.objects.order_by("pk").values_list("pk", flat=True)[0]

        def author() -> Any:
            person = host.person()
            post(host, person, person.pk)
            return person

        def newcomer_posts() -> Act:
            person = host.person()
            return lambda: post(host, person, person.pk)

        def newcomer_votes() -> Act:
            person = host.person()
            return lambda: vote(host, person, target)

        def asks() -> Act:
            person = author()
            return lambda: send(host, person, "take_turn")

        def gives() -> Act:
            person = author()
            idea = take(host, person)
            return lambda: give(host, person, idea)

        return {
            "post": newcomer_posts,
            "vote": newcomer_votes,
            "page": lambda: lambda: host.view(reader, BLOCK),
            "next": asks,
            "feedback": gives,
        }


def send(host: Host, person: Any, handler: str, **values: str) -> None:
    """Send a form to the block."""
    host.call(person, BLOCK, handler, {"key": f"bench-{next(_keys):08d}", "values": values})


def post(host: Host, person: Any, number: int) -> None:
    """Let somebody post the idea of this number."""
    text = texts.idea(number)
    required = [part.id for part in STRUCTURE.parts if part.is_required]
    parts = {f"part.{id_}": part for id_, part in zip(required, text.parts(len(required)), strict=True)}
    tags = ", ".join(text.tags)
    form = {"form": "idea", "structure": STRUCTURE.digest, "title": text.title, "tags": tags}
    send(host, person, "post_idea", **form, **parts)


def take(host: Host, person: Any) -> int:
    """Ask for an idea to give feedback on, and return which."""
    send(host, person, "take_turn")
    return Turn.objects.get(participant=host.anonymous_id(person), expires_at__isnull=False).idea_id


def give(host: Host, person: Any, idea: int) -> None:
    """Give feedback."""
    rng = texts.dice(person.pk)
    said = {"works": texts.sentences(rng, 25), "next_step": texts.sentences(rng, 15)}
    ratings = {f"rating.{criterion.id}": "2" for criterion in STRUCTURE.criteria}
    form = {"form": f"feedback:{idea}", "structure": STRUCTURE.digest, "idea": str(idea)}
    send(host, person, "give_feedback", **form, **said, **ratings)


def vote(host: Host, person: Any, idea: int) -> None:
    """Vote for an idea."""
    send(host, person, "vote_for_idea", idea=str(idea), dots="1")


def use(host: Host, person: Any, number: int) -> None:
    """Come, post, give feedback and vote."""
    send(host, person, "mark_seen")
    post(host, person, number)
    idea = take(host, person)
    give(host, person, idea)
    vote(host, person, idea)
