"""What an author does with the editor, in the words of the tests."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from peer_idea_board.block import PeerIdeaBoardBlock
from tests.support.bare_host import Answer, BareHost, Permissions, call

SETTINGS = {
    "display_name": "A board",
    "structure": "venture",
    "post_quota": "1",
    "feedback_quota": "3",
    "feedback_wanted": "2",
    "lease_minutes": "60",
    "vote_kind": "one",
    "dots": "5",
    "dots_per_idea": "3",
    "votes_shown": "after_vote",
    "names": "alias",
    "groups": "",
    "allow_reuse": "on",
    "participation_points": "0",
}
OWN = {
    "parts": [{"id": "what", "title": "What?", "prompt": "", "is_required": True, "max_length": 300}],
    "criteria": [{"id": "clear", "title": "Clear", "levels": ["no", "a little", "yes"]}],
}
SEED = {"id": "s_1", "title": "A repair café", "content": {"what": "Mending together"}, "tags": ["repair"]}
# Filled in as the one-pager, which is the default, demands it.
PAGE = {
    "id": "s_2",
    "title": "Lunch for carers",
    "content": {"who": "Carers", "problem": "No time", "idea": "A van", "first_test": "Ask ten people to pay ahead"},
    "tags": [],
}
_keys = count(1)


def key() -> str:
    """Return a new idempotency key."""
    return f"test-key-{next(_keys):08d}"


def board(**fields: Any) -> BareHost:
    """Return a host with an idea board whose authored fields are given."""
    return BareHost(fields, block_class=PeerIdeaBoardBlock, block_type="peer_idea_board")


def author(host: BareHost) -> Any:
    """Return the block as Studio's editor opens it."""
    return host.block(studio=Permissions(True))


def save(host: BareHost, **values: Any) -> Answer:
    """Save the settings with some of them changed; lists and structures are sent as the page does."""
    sent = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    return call(author(host), "save_settings", {"key": key(), "values": SETTINGS | sent})


def told(host: BareHost) -> list[str]:
    """Return what the unit page in Studio says about the block."""
    return [message.text for message in author(host).validate().messages]
