"""Ideas that the author puts on the board: as the block keeps them, and as the editor sends them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bizmooc.web.forms import PlainText
from peer_idea_board.board import Seed
from peer_idea_board.models.ideas import SEED_LENGTH, TAG_LENGTH, TAGS, TITLE_LENGTH
from peer_idea_board.structures import Structure
from peer_idea_board.structures.parse import ID, LENGTHS
from peer_idea_board.studio.placed import Placed

MAX_SEEDS = 40
_SEED_ID = re.compile(rf"[a-z][a-z0-9_-]{{0,{SEED_LENGTH - 1}}}")
_TITLE = PlainText(max_length=TITLE_LENGTH)
_TEXT = PlainText(max_length=LENGTHS[-1], required=False)
_TAG = PlainText(max_length=TAG_LENGTH, required=False)


def seeds_of(data: Any) -> tuple[Seed, ...]:
    """Return the ideas of a block's field; those that cannot be read are left out: problems_of() says how many."""
    seeds: dict[str, Seed] = {}
    for entry in data if isinstance(data, list) else []:
        try:
            seed = _read(entry)
        except Placed:
            continue
        seeds.setdefault(seed.id, seed)
    return tuple(seeds.values())


def as_data(seed: Seed) -> dict[str, Any]:
    """Return a seed as the block keeps it."""
    return {"id": seed.id, "title": seed.title, "content": dict(seed.content), "tags": list(seed.tags)}


class Seeds(forms.Field):
    """The list of seeds, sent as JSON; cleaned, it is what the block keeps."""

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """Check each seed.

        Raises:
            Placed: by place.
        """
        entries = _from_json(value)
        if len(entries) > MAX_SEEDS:
            raise Placed({"": [_("A board has at most %(limit)d example ideas.") % {"limit": MAX_SEEDS}]})
        found, seeds = {}, []
        for number, entry in enumerate(entries):
            try:
                seeds.append(_read(entry))
            except Placed as error:
                found |= {f"{number}.{place}": sentences for place, sentences in error.by_place.items()}
        if len({seed.id for seed in seeds}) < len(seeds):
            found[""] = [_("An example idea is here twice. Please remove one of the two.")]
        if found:
            raise Placed(found)
        return [as_data(seed) for seed in seeds]


def gaps(seeds: tuple[Seed, ...], structure: Structure) -> Iterator[tuple[int, str, str]]:
    """Yield where seeds do not fit a structure.

    Yields:
        The position of the seed (from 0), the id of the part, and a sentence.
    """
    for number, seed in enumerate(seeds):
        for part in structure.parts:
            text = seed.content.get(part.id, "")
            if part.is_required and not text:
                yield number, part.id, _("Please fill this in: learners have to, too.")
            elif len(text) > part.max_length:
                sentence = _("This text is longer than %(limit)d characters, the most that learners may write here.")
                yield number, part.id, sentence % {"limit": part.max_length}


def _from_json(value: Any) -> list[Any]:
    try:
        entries = json.loads(value) if value else []
    except (TypeError, ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise Placed({"": [_("The example ideas did not arrive whole. Please reload the page and try again.")]})
    return entries


def _read(entry: Any) -> Seed:
    """Return a seed.

    Raises:
        Placed: by place in the seed.
    """
    if not isinstance(entry, Mapping) or not isinstance(entry.get("content", {}), Mapping):
        raise Placed({"title": [_("This example idea cannot be read. Please remove it.")]})
    id_, tags = entry.get("id"), entry.get("tags", [])
    found: dict[str, list[str]] = {}
    if not isinstance(id_, str) or not _SEED_ID.fullmatch(id_):
        found["title"] = [_("This example idea has no id. Please remove it, and enter it anew.")]
    title = _cleaned("title", _TITLE, entry.get("title"), found)
    content = {
        part: _cleaned(f"content.{part}", _TEXT, text, found)
        for part, text in entry.get("content", {}).items()
        if isinstance(part, str) and ID.fullmatch(part)
    }
    tags = [_cleaned("tags", _TAG, tag, found) for tag in tags] if isinstance(tags, list | tuple) else [""]
    kept_tags = tuple({tag.casefold(): tag for tag in reversed(tags) if tag}.values())[::-1]
    if len(kept_tags) > TAGS:
        found["tags"] = [_("An idea has at most %(limit)d keywords.") % {"limit": TAGS}]
    if found:
        raise Placed(found)
    return Seed(str(id_), title, {part: text for part, text in content.items() if text}, kept_tags)


def _cleaned(place: str, field: PlainText, text: Any, found: dict[str, list[str]]) -> str:
    try:
        if not isinstance(text, str) and text is not None:
            raise ValidationError(_("Here a text is expected."))
        if text:
            # What JSON can carry and no database: half a character.
            text.encode("utf-8")
        return field.clean(text)
    except UnicodeEncodeError:
        found[place] = [_("Please remove the invisible control characters from this text.")]
    except ValidationError as error:
        found[place] = list(error.messages)
    return ""
