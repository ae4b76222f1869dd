"""RecommenderXBlock: links that learners post and vote on, all of them in one field of scope user_state_summary."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from benchmarks.host import Host
from benchmarks.idea_board import texts
from benchmarks.measure import Act, Prepare
from preview.models import FieldValue

BLOCK = "recommender"
_VOTES = 20
_numbers = count(1)


class Recommender:
    """A board of resources. It has no feedback to give."""

    name = "RecommenderXBlock"
    distribution = "recommender-xblock"
    most: int | None = 10_000

    def olx(self) -> str:
        """See Contender."""
        return f'<recommender url_name="{BLOCK}"/>'

    def seed(self, host: Host, size: int) -> None:
        """One resource is posted through the block; the others are put beside it, with votes."""
        post(host, host.person(), 0)
        field = FieldValue.objects.get(field="recommendations")
        pattern = next(iter(field.value.values()))
        rng = texts.dice(1)
        for number in range(1, size):
            made = resource(number) | {"upvotes": rng.randrange(_VOTES), "downvotes": 0}
            field.value[made["url"]] = pattern | made | {"id": made["url"]}
        field.save()

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """See Contender."""
        reader = host.person()
        target = resource(0)["url"]

        def newcomer_votes() -> Act:
            person = host.person()
            return lambda: host.call(person, BLOCK, "handle_vote", {"id": target, "event": "recommender_upvote"})

        def newcomer_posts() -> Act:
            person, number = host.person(), -next(_numbers)
            return lambda: post(host, person, number)

        return {"post": newcomer_posts, "vote": newcomer_votes, "page": lambda: lambda: host.view(reader, BLOCK)}


def resource(number: int) -> dict[str, Any]:
    """What is sent to post the resource of this number; its address is its id."""
    text = texts.idea(number)
    address = f"https://example.org/ideas/{number}"
    return {"url": address, "title": text.title, "description": "", "descriptionText": text.body}


def post(host: Host, person: Any, number: int) -> None:
    """Let somebody post."""
    host.call(person, BLOCK, "add_resource", resource(number))
