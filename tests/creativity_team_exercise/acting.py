"""What people do in an exercise, in the words of the tests: through the block's handlers, as pages do."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.apps import apps
from lxml import html

from creativity_team_exercise.block import CreativityTeamExerciseBlock
from creativity_team_exercise.models import Member
from tests.support.bare_host import Answer, BareHost, Person, call

_keys = count(1)


def key() -> str:
    """Return a new idempotency key."""
    return f"team-key-{next(_keys):08d}"


def exercise(**fields: Any) -> BareHost:
    """Return a host with an exercise. ``fields``: what its author set."""
    return BareHost(fields, block_class=CreativityTeamExerciseBlock, block_type="creativity_team_exercise")


def act(host: BareHost, person: Person, name: str, version: int = 0, **values: Any) -> Answer:
    """Send a form to a handler; "__" in a name stands for a dot."""
    sent = {one.replace("__", "."): value if isinstance(value, list) else str(value) for one, value in values.items()}
    return call(host.block(person), name, {"key": key(), "version": version, "values": sent})


def read(host: BareHost, person: Person, name: str, **query: Any) -> Answer:
    """Ask a handler that reads."""
    address = "&".join(f"{field}={value}" for field, value in query.items())
    return call(host.block(person), name, method="GET", path=f"/handler/{name}?{address}")


def done(answer: Answer) -> Answer:
    """Return an answer that has to be a success."""
    assert answer.status == 200, answer
    return answer


def join(host: BareHost, person: Person, idea: str = "A tool library", **values: Any) -> Member:
    """Begin, in a team if nothing else is said."""
    done(act(host, person, "join_team", **{"form": "join", "alone": "", "idea": idea, **values}))
    return member(host, person)


def member(host: BareHost, person: Person) -> Member:
    """Return somebody's seat."""
    here = Member.objects.select_related("team").filter(usage_key=str(host.usage_key))
    return here.get(participant=person.anonymous_id)


def hand_in(host: BareHost, person: Person, step: str, *texts: str, round_: int = 0, prompt: str = "") -> Answer:
    """Hand in entries."""
    fields = {f"text.{prompt}.{number}": text for number, text in enumerate(texts)}
    return act(host, person, "hand_in", form="", step=step, round=round_, **fields)


def home(host: BareHost, person: Person) -> str:
    """Return the page a person sees."""
    return host.block(person).student_view({}).content


def parsed(page: str) -> Any:
    """Return a page as a tree."""
    return html.fragment_fromstring(page, create_parent="div")


def words_of(page: str) -> str:
    """Return what a page says, without markup."""
    return " ".join(parsed(page).text_content().split())


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Return everything stored in the suite's tables, to compare before with after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in ("bizmooc", "creativity_team_exercise")
        for model in apps.get_app_config(app).get_models()
    }
