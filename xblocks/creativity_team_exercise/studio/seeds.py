"""The author's ideas for the pool: a list with ids in the block, one idea in each line in the editor."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bizmooc.web.forms import PlainText
from creativity_team_exercise.exercise import Seed
from creativity_team_exercise.models.upkeep import SEED_LENGTH
from creativity_team_exercise.models.work import TEXT_LENGTH

MAX_SEEDS = 200
_SEED_ID = re.compile(rf"[a-z][a-z0-9_-]{{0,{SEED_LENGTH - 1}}}")
_TEXT = PlainText(max_length=TEXT_LENGTH)


def seeds_of(data: Any) -> tuple[Seed, ...]:
    """Return the ideas of a block's field; those that cannot be read are left out: problems_of() says how many."""
    seeds: dict[str, Seed] = {}
    for entry in data if isinstance(data, list) else []:
        seed = _read(entry)
        if seed:
            seeds.setdefault(seed.id, seed)
    return tuple(seeds.values())


def as_lines(seeds: Iterable[Seed]) -> str:
    """Return the ideas as the editor shows them."""
    return "\n".join(_in_one_line(seed.text) for seed in seeds)


class Seeds(forms.CharField):
    """One idea in each line; cleaned, it is the list of lines: see with_ids()."""

    widget = forms.Textarea(attrs={"rows": 8})

    def __init__(self, **kwargs: Any):
        # Lines are counted as they stand there.
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """Check each line.

        Raises:
            ValidationError: a sentence for each problem, with its line.
        """
        lines, found, told = super().to_python(value).splitlines(), [], []
        for number, line in enumerate(lines, 1):
            try:
                text = _cleaned(_in_one_line(line)) if line.strip() else ""
                if text in found:
                    raise ValidationError(_("This idea is here twice. Please remove one of the two."))
            except ValidationError as error:
                told += [_("Line %(line)d: %(sentence)s") % {"line": number, "sentence": one} for one in error.messages]
            else:
                found += [text] if text else []
        if len(found) > MAX_SEEDS:
            told.append(_("The pool takes at most %(limit)d ideas of yours.") % {"limit": MAX_SEEDS})
        if told:
            raise ValidationError(told)
        return found


def with_ids(lines: Iterable[str], before: Iterable[Seed]) -> list[dict[str, str]]:
    """Return what the block keeps: a line that was there before keeps its id, a new one gets one that never was.

    Args:
        lines: cleaned.
        before: the block's ideas until now.
    """
    known = {_in_one_line(seed.text): seed for seed in before}
    seeds = (known.get(line) or Seed(f"s_{uuid.uuid4().hex}", line) for line in lines)
    return [{"id": seed.id, "text": seed.text} for seed in seeds]


def _read(entry: Any) -> Seed | None:
    if not isinstance(entry, Mapping):
        return None
    id_, text = entry.get("id"), entry.get("text")
    if not isinstance(id_, str) or not _SEED_ID.fullmatch(id_) or not isinstance(text, str):
        return None
    try:
        return Seed(id_, _cleaned(text))
    except ValidationError:
        return None


def _cleaned(text: str) -> str:
    try:
        # What JSON can carry and no database: half a character.
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValidationError(PlainText.default_error_messages["control"]) from None
    return _TEXT.clean(text)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
