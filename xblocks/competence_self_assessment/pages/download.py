"""Everything a learner has handed in, for themselves: as a table, as data, as a page to print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from bizmooc.texts import text_in
from bizmooc.web.handlers import File
from bizmooc.web.render import render
from bizmooc.web.tables import csv_lines
from competence_self_assessment.frameworks import Area, Competence, Framework
from competence_self_assessment.models import Round, TargetGroup
from competence_self_assessment.pages.plans import plan_in_words, plan_of
from competence_self_assessment.pages.profile_page import reflections
from competence_self_assessment.pages.words import name_of, occasion_in_words
from competence_self_assessment.profile import changes, scores

Story = list[dict[str, Any]]


def own_file(rounds: Sequence[Round], form: str, language: str) -> File:
    """Return a learner's rounds as a file.

    Args:
        rounds: in the order of time.
        form: "csv", "json" or "print".
        language: of the framework's words; a framework without it answers in its first.

    Raises:
        Refusal: 404, there is no such form.
    """
    if form not in _FORMS:
        raise Refusal(404, _("There is no such download."))
    return _FORMS[form]([_told(round_, number, language) for number, round_ in enumerate(rounds, start=1)], language)


def _told(round_: Round, number: int, language: str) -> dict[str, Any]:
    """Return one round as plain data: what was asked and answered, in words as they were read."""
    framework = round_.framework.framework
    plan = plan_of(round_)
    return {
        "round": number,
        "name": name_of(round_, number),
        "handed_in": timezone.localtime(round_.submitted_at).isoformat(timespec="seconds"),
        "occasion": occasion_in_words(round_.occasion),
        "replaced_by_a_later_one": round_.superseded_at is not None,
        "trial_of_the_course_team": round_.is_course_team,
        "framework": {
            "title": text_in(framework.title, language),
            "version": framework.version,
            "source": framework.source,
            "licence": framework.licence,
            "scale": {str(level.value): text_in(level.label, language) for level in framework.scale.levels},
        },
        "target_group": str(TargetGroup(round_.target_group).label) if round_.target_group else "",
        "answers": list(_answers(framework, round_, language)),
        "scores": _scores(framework, round_, language),
        "differences": _differences(framework, round_, language),
        "reflections": reflections(framework, round_, language),
        "plan": _plan(plan_in_words(plan)) if plan else None,
    }


def _answers(framework: Framework, round_: Round, language: str) -> Iterator[dict[str, Any]]:
    labels = {level.value: text_in(level.label, language) for level in framework.scale.levels}
    cannot_say = text_in(framework.scale.cannot_say, language)

    def answer(answers: dict[str, int | None] | None, item_id: str) -> dict[str, Any] | None:
        if answers is None:
            return None
        level = answers.get(item_id)
        return {"level": level, "words": cannot_say if level is None else labels.get(level, "")}

    for area, competence in _competences(framework):
        for item in competence.items:
            yield {
                "area": text_in(area.title, language),
                "part": text_in(competence.title, language),
                "statement": text_in(item.text, language),
                "now": answer(round_.now, item.id),
                "looking_back": answer(round_.then, item.id),
            }


def _competences(framework: Framework) -> Iterator[tuple[Area, Competence]]:
    return ((area, competence) for area in framework.areas for competence in area.competences)


def _scores(framework: Framework, round_: Round, language: str) -> Story:
    views = [scores(framework, round_.now), scores(framework, round_.then) if round_.then is not None else None]
    now, then = views
    return [
        {
            "part": text_in(score.competence.title, language),
            "now": score.value,
            "looking_back": then[index].value if then else None,
        }
        for index, score in enumerate(now or [])
    ]


def _differences(framework: Framework, round_: Round, language: str) -> Story:
    """Return the three differences of a last round, apart; nothing for rounds that did not look back."""
    if round_.then is None:
        return []
    first = round_.before
    before = (first.framework.framework, first.now) if first else None
    return [
        {
            "part": text_in(change.competence.title, language),
            "now_minus_first": change.now_minus_pre,
            "now_minus_looking_back": change.now_minus_then,
            "looking_back_minus_first": change.response_shift,
            "statements_compared": change.compared,
            "statements_left_out": change.left_out,
        }
        for change in changes(framework, round_.now, round_.then, before)
    ]


def _plan(words: dict[str, Any] | None) -> dict[str, Any] | None:
    if words is None:
        return None
    done = words["done_at"]
    return {
        **{name: words[name] for name in ("goal", "first_step", "if_situation", "then_action")},
        "due_on": words["due_on"].isoformat() if words["due_on"] else None,
        "done_at": timezone.localtime(done).isoformat(timespec="seconds") if done else None,
    }


def _as_json(story: Story, language: str) -> File:
    content = {"note": _note(), "exported": _today().isoformat(), "language": language, "rounds": story}
    return File(json.dumps(content, ensure_ascii=False, indent=2), "application/json", _file_name("json"))


def _as_csv(story: Story, language: str) -> File:
    header = [_("Round"), _("Handed in"), _("Occasion"), _("Kind"), _("Part"), _("Statement"), _("Answer"), _("Value")]
    rows = (row for told in story for row in _lines(told))
    return File("".join(csv_lines(header, rows)), "text/csv", _file_name("csv"))


def _lines(told: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield one line for everything that was answered or written in a round, or follows from it."""
    start = [told["round"], told["handed_in"], told["occasion"]]
    if told["replaced_by_a_later_one"]:
        yield [*start, _("Replaced by a later round"), "", "", "", None]
    for one in told["answers"]:
        for kind, answer in ((_("Now"), one["now"]), (_("Looking back"), one["looking_back"])):
            if answer:
                yield [*start, kind, one["part"], one["statement"], answer["words"], answer["level"]]
    for one in told["scores"]:
        yield [*start, _("Score, now"), one["part"], "", "", _rounded(one["now"])]
        if one["looking_back"] is not None:
            yield [*start, _("Score, looking back"), one["part"], "", "", _rounded(one["looking_back"])]
    for one in told["differences"]:
        for kind, name in _DIFFERENCES:
            yield [*start, kind(), one["part"], "", "", _rounded(one[name])]
    if told["target_group"]:
        yield [*start, _("Group"), "", "", told["target_group"], None]
    for one in told["reflections"]:
        yield [*start, _("What I wrote"), one["title"], "", one["text"], None]
    for title, text in _planned(told["plan"], str):
        yield [*start, _("My plan"), "", title, text, None]


def _planned(plan: dict[str, Any] | None, day: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the parts of a plan that are filled in, each with its title; days as ``day`` writes them."""
    filled = {name: text for name, text in (plan or {}).items() if text}
    return [(_PLAN_TITLES[name](), day(text) if name in _DAYS else text) for name, text in filled.items()]


def _day(text: str) -> str:
    return date_format(datetime.fromisoformat(text), "DATE_FORMAT")


_DIFFERENCES: tuple[tuple[Callable[[], str], str], ...] = (
    (lambda: _("Now minus first self-view"), "now_minus_first"),
    (lambda: _("Now minus looking back"), "now_minus_looking_back"),
    (lambda: _("Looking back minus first self-view"), "looking_back_minus_first"),
)
_PLAN_TITLES: dict[str, Callable[[], str]] = {
    "goal": lambda: _("What I want to get better at"),
    "first_step": lambda: _("My first small step"),
    "if_situation": lambda: _("If …"),
    "then_action": lambda: _("… then I will …"),
    "due_on": lambda: _("By when"),
    "done_at": lambda: _("Done on"),
}


_DAYS = ("due_on", "done_at")


def _as_page(story: Story, language: str) -> File:
    context = {
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "rounds": [{**told, "planned": _planned(told["plan"], _day)} for told in story],
        "note": _note(),
        "today": _today(),
    }
    return File(render("competence_self_assessment/print.html", context), "text/html")


_FORMS: dict[str, Callable[[Story, str], File]] = {"csv": _as_csv, "json": _as_json, "print": _as_page}


def _note() -> str:
    return _("This is your own view of yourself, not proof of skill.")


def _today() -> date:
    return timezone.localdate()


def _file_name(ending: str) -> str:
    return f"self-assessment-{_today().isoformat()}.{ending}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
