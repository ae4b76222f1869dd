"""What the columns of an export mean, and by which rules its rows were chosen."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bizmooc.evidence.release import step_of
from bizmooc.hosting.platform import platform
from bizmooc.texts import text_in
from competence_self_assessment.cells import group_of
from competence_self_assessment.forms import NOW
from competence_self_assessment.frameworks import Competence, Framework, Item
from competence_self_assessment.models import TargetGroup
from competence_self_assessment.staff.exports import CANNOT_SAY, Export

HEADER = ("column", "framework", "language", "meaning", "text", "competence", "area", "values")
Row = tuple[str, ...]


def rows(export: Export) -> list[Row]:
    """Return the codebook of an export: its columns, then every item in every version and language."""
    return [*_policies(export), *_person_columns(export), *_items(export)]


def _policies(export: Export) -> Iterator[Row]:
    step = step_of(export.threshold)
    sentences = (
        _("These are self-views: they show how people see themselves, not what they can do."),
        _("A row is a person whose answers are part of figures that are shown already: from %(step)d people on.")
        % {"step": step},
        _("Of people who answered again, the round counts that took the place of the earlier one. Repeats beyond the "
          "first round, the course team's trials, and times of handing in are left out."),
        _("Where somebody was erased or answered again, rows wait until the figures change by %(step)d people.")
        % {"step": step},
        _("“%(missing)s” means: the person chose “I can't say”. Empty means: this version did not ask it.")
        % {"missing": CANNOT_SAY},
    )  # fmt: skip
    for sentence in sentences:
        yield _row("", meaning=_("Rule"), text=sentence)


def _person_columns(export: Export) -> Iterator[Row]:
    yield _row("person", meaning=_("Pseudonym, the same in all exports of this course and nowhere else"))
    yield _row("series", meaning=_("Key under which self-assessments of the course belong together"))
    occasions = _("pre = before, post = after the course (with a look back at the start), repeat = at any time")
    yield _row("occasion", meaning=_("When the self-assessment asked"), values=occasions)
    yield _row("framework", meaning=_("Digest of the questions as they were asked; see the rows below"))
    yield _row("group", meaning=_("What figures keep apart by; empty for nobody's or several groups"))
    for group, label in _groups(export).items():
        yield _row("group", meaning=_("Group"), text=label, values=group)
    yield _row("figures_of", meaning=_("Date of the figures that the person became part of, or of later ones"))


def _groups(export: Export) -> dict[str, str]:
    groups = sorted({group_of(cell) or "" for _version, cell in export.cells} - {""})
    if not groups:
        return {}
    cohorts = platform().cohort_names(export.place.course) if export.place.course else {}
    labels = {f"cohort:{id_}": name for id_, name in cohorts.items()}
    labels |= {f"target:{value}": str(label) for value, label in TargetGroup.choices}
    return {group: labels.get(group, group) for group in groups}


def _items(export: Export) -> Iterator[Row]:
    asked = set(export.item_columns)
    for framework in export.frameworks.values():
        for language in framework.languages:
            yield _framework(framework, language)
            for competence, item, area in _in_order(framework, language):
                for view in dict.fromkeys(view for view, _item in export.item_columns):
                    if (view, item.id) in asked:
                        yield _item_row(framework, language, view, item, competence, area)


def _in_order(framework: Framework, language: str) -> Iterator[tuple[Competence, Item, str]]:
    for area in framework.areas:
        for competence in area.competences:
            for item in competence.items:
                yield competence, item, text_in(area.title, language)


def _framework(framework: Framework, language: str) -> Row:
    facts = (framework.version, framework.source, framework.licence)
    return _row(
        "framework",
        framework.digest,
        language,
        meaning=_("Framework: version, source, licence"),
        text=text_in(framework.title, language),
        values="; ".join(fact for fact in facts if fact),
    )


def _item_row(framework: Framework, language: str, view: str, item: Item, competence: Competence, area: str) -> Row:
    levels = [f"{level.value} = {text_in(level.label, language)}" for level in framework.scale.levels]
    cannot_say = f"{CANNOT_SAY} = {text_in(framework.scale.cannot_say, language)}"
    return _row(
        f"{view}.{item.id}",
        framework.digest,
        language,
        meaning=_("At the time of the round") if view == NOW else _("At the start, looking back"),
        text=text_in(item.text, language),
        competence=f"{competence.id}: {text_in(competence.title, language)}",
        area=area,
        values="; ".join([*levels, cannot_say]),
    )


def _row(column: str, framework: str = "", language: str = "", **others: str) -> Row:
    given = {"column": column, "framework": framework, "language": language, **others}
    return tuple(str(given.get(name, "")) for name in HEADER)
