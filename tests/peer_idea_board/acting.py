"""What people do with a board, in the words of the tests: through the block's handlers, as pages do."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.apps import apps

from peer_idea_board.block import PeerIdeaBoardBlock
from peer_idea_board.models import Idea
from peer_idea_board.structures.packs import packs
from tests.support.bare_host import Answer, BareHost, Person, call

STRUCTURE = packs()["venture"].structure
WORKS = "The people are named, and the test is small enough to begin with."
NEXT_STEP = "Ask three of them this week what they do today, and write it down."
_keys = count(1)


def key() -> str:
    """Return a new idempotency key."""
    return f"board-key-{next(_keys):08d}"


def board(**fields: Any) -> BareHost:
    """Return a host with a board. ``fields``: what its author set."""
    return BareHost(fields, block_class=PeerIdeaBoardBlock, block_type="peer_idea_board")


def act(host: BareHost, person: Person, name: str, version: int = 0, **values: Any) -> Answer:
    """Send a form to a handler."""
    return call(host.block(person), name, {"key": key(), "version": version, "values": as_sent(values)})


def read(host: BareHost, person: Person, name: str, **query: Any) -> Answer:
    """Ask a handler that reads."""
    address = "&".join(f"{field}={value}" for field, value in query.items())
    return call(host.block(person), name, method="GET", path=f"/handler/{name}?{address}")


def as_sent(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as a page sends them: numbers as text, and "__" for the dot of a name."""
    return {name.replace("__", "."): value if isinstance(value, list) else str(value) for name, value in values.items()}


def idea(title: str = "A tool library", **values: Any) -> dict[str, Any]:
    """Return a filled form of an idea."""
    asked = [part for part in STRUCTURE.parts if part.is_required]
    parts = {f"part.{part.id}": f"What I say about “{part.title['en']}”" for part in asked}
    return {"form": "idea", "structure": STRUCTURE.digest, "title": title, **parts, "tags": "", "link": "", **values}


def feedback(idea_id: int, **values: Any) -> dict[str, Any]:
    """Return a filled form of a feedback."""
    ratings = {f"rating.{one.id}": "2" for one in STRUCTURE.criteria}
    naming = {"form": f"feedback:{idea_id}", "structure": STRUCTURE.digest, "idea": idea_id}
    return {**naming, **ratings, "works": WORKS, "next_step": NEXT_STEP, "part": "", **values}


def done(answer: Answer) -> Answer:
    """Return an answer that has to be a success."""
    assert answer.status == 200, answer
    return answer


def post(host: BareHost, person: Person, title: str = "A tool library", **values: Any) -> Idea:
    """Post an idea."""
    done(act(host, person, "post_idea", **idea(title, **values)))
    return Idea.objects.filter(usage_key=str(host.usage_key), participant=person.anonymous_id).latest("pk")


def give(host: BareHost, person: Person, about: Idea, **values: Any) -> Any:
    """Take a turn on an idea, and give feedback."""
    done(act(host, person, "take_turn", idea=about.pk))
    done(act(host, person, "give_feedback", **feedback(about.pk, **values)))
    return about.feedback.get(participant=person.anonymous_id)


def revise(
    host: BareHost, person: Person, about: Idea, title: str, note: str = "More exact now", **values: Any
) -> Answer:
    """Change an idea."""
    about.refresh_from_db()
    form = idea(title, form=f"revision:{about.pk}", idea=about.pk, revision=about.revision, note=note, **values)
    return act(host, person, "revise_idea", **form)


def home(host: BareHost, person: Person) -> str:
    """Return the page a person sees."""
    return host.block(person).student_view({}).content


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return everything stored in the suite's tables, to compare before with after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in ("bizmooc", "peer_idea_board")
        for model in apps.get_app_config(app).get_models()
    }
