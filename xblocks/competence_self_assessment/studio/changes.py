"""What an edit of a framework means for what learners have answered already."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.participant import Place
from competence_self_assessment import selectors
from competence_self_assessment.frameworks import Competence, Framework, Item
from competence_self_assessment.models import Draft


@dataclass(frozen=True)
class Answers:
    """What learners have done in a block, course team left out.

    Attributes:
        rounds: handed in and counted in figures.
        drafts: on their way.
    """

    rounds: int = 0
    drafts: int = 0

    @classmethod
    def at(cls, place: Place) -> Answers:
        """Count them: two queries."""
        return cls(selectors.handed_in(place), Draft.objects.filter(usage_key=place.usage_key).count())

    def __bool__(self) -> bool:
        """There are some."""
        return bool(self.rounds or self.drafts)

    def sentences(self) -> list[str]:
        """Say what there is."""
        told = []
        if self.rounds:
            text = ngettext("%(count)d round is handed in.", "%(count)d rounds are handed in.", self.rounds)
            told.append(text % {"count": self.rounds})
        if self.drafts:
            text = ngettext(
                "%(count)d learner is in the middle of answering.",
                "%(count)d learners are in the middle of answering.",
                self.drafts,
            )
            told.append(text % {"count": self.drafts})
        return told


@dataclass(frozen=True)
class Change:
    """The statements of two versions of a framework, compared.

    Attributes:
        kept: asked in the same words on the same scale.
        changed: with the same id in other words, or on another scale.
        new: only in the later version.
        removed: only in the earlier version.
        same_scale: the scale reads the same.
    """

    kept: int
    changed: int
    new: int
    removed: int
    same_scale: bool

    @classmethod
    def between(cls, before: Framework, after: Framework) -> Change:
        """Compare two versions."""
        same = before.same_items(after)
        shared = before.items.keys() & after.items.keys()
        return cls(
            kept=len(same),
            changed=len(shared) - len(same),
            new=len(after.items.keys() - before.items.keys()),
            removed=len(before.items.keys() - after.items.keys()),
            same_scale=before.scale.reads_as(after.scale),
        )

    def sentences(self, answers: Answers) -> list[str]:
        """Say what the change means for answers that learners have given; nothing if it changes nothing for them."""
        if not answers or not (self.changed or self.new or self.removed or not self.same_scale):
            return []
        told = [] if self.same_scale else [_scale_changed()]
        if self.same_scale:
            told.append(_count_kept(self.kept))
        if self.same_scale and (self.changed or self.new):
            told.append(_count_new(self.changed + self.new))
        if self.removed:
            told.append(_count_removed(self.removed))
        if answers.drafts and (self.changed or self.removed):
            told.append(_drafts_lose(answers.drafts))
        told.append(_("What was handed in stays readable as it was asked."))
        return told


def _scale_changed() -> str:
    return _(
        "The scale has changed: no answer can be compared with those given before. "
        "If you only want to correct a word, think about leaving the scale as it is."
    )


def _count_kept(count: int) -> str:
    text = ngettext(
        "%(count)d statement is unchanged: its answers stay comparable.",
        "%(count)d statements are unchanged: their answers stay comparable.",
        count,
    )
    return text % {"count": count}


def _count_new(count: int) -> str:
    text = ngettext(
        "%(count)d statement is new or changed, if only by a word: it is a new question, without earlier answers.",
        "%(count)d statements are new or changed, if only by a word: they are new questions, without earlier answers.",
        count,
    )
    return text % {"count": count}


def _count_removed(count: int) -> str:
    text = ngettext("%(count)d statement is not asked any more.", "%(count)d statements are not asked any more.", count)
    return text % {"count": count}


def _drafts_lose(count: int) -> str:
    text = ngettext(
        "%(count)d learner who is in the middle of answering loses answers to changed questions.",
        "%(count)d learners who are in the middle of answering lose answers to changed questions.",
        count,
    )
    return text % {"count": count}


def is_json(text: Any) -> bool:
    """Tell whether a framework comes from the editor's page, which sends JSON."""
    if not isinstance(text, str) or not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def with_new_ids(before: Framework | None, after: Framework) -> Framework:
    """Return a framework in which statements that are asked differently than before have ids never used before."""
    if before is None:
        return after
    stale = {id_ for id_ in before.items.keys() & after.items.keys() if not _same_words(before, after, id_)}

    def renewed(item: Item) -> Item:
        return replace(item, id=f"item_{secrets.token_hex(5)}") if item.id in stale else item

    def with_items(competence: Competence) -> Competence:
        return replace(competence, items=tuple(map(renewed, competence.items)))

    areas = (replace(area, competences=tuple(map(with_items, area.competences))) for area in after.areas)
    return replace(after, areas=tuple(areas))


def _same_words(before: Framework, after: Framework, item_id: str) -> bool:
    one, other = before.items[item_id].text, after.items[item_id].text
    return all(one[code] == other[code] for code in one.keys() & other.keys())
