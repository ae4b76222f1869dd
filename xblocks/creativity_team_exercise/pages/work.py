"""All that a team made, to read, print and keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Participant
from bizmooc.texts import text_in
from bizmooc.web.views import view_url
from creativity_team_exercise.exercise import Viewer
from creativity_team_exercise.models import Entry, ResultVersion
from creativity_team_exercise.pages.box import box_html, left_in_words, left_of
from creativity_team_exercise.pages.choosing import outcome_html, outcomes_of
from creativity_team_exercise.pages.material import options_of, pairs_of, prompts_of, rows_of
from creativity_team_exercise.pages.result import beside_of, shown
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.pages.together import combined, grouped, marked_pairs, used_in
from creativity_team_exercise.services.save_result import standing_version
from creativity_team_exercise.techniques import CHOICE_KINDS, Kind, Step

_NOBODY = Participant("", None, False, False, False, False, False, False)


@dataclass(frozen=True)
class WorkScene(Scene):
    """A member in front of a page of its own, outside the block: to print, or to keep.

    Attributes:
        reader: who looks.
    """

    reader: Viewer | None = None

    @classmethod
    def of(cls, reader: Viewer) -> WorkScene:
        """Return the scene of somebody who looks."""
        return cls(None, _NOBODY, reader=reader)

    @cached_property
    def viewer(self) -> Viewer:
        """The person as somebody who looks."""
        assert self.reader is not None  # noqa: S101 - of() gives one
        return self.reader

    @cached_property
    def html_id(self) -> str:
        """What ids in the page begin with."""
        return "work"

    def text(self, texts: Any) -> str:
        """Return a text of the technique's in the page's language."""
        return text_in(texts, get_language() or "en") if texts else ""

    def person_on(self, seat: int) -> str:
        """Name who sits, or sat, on a seat of the team: on paper, nobody is “you”."""
        return self.names.get(seat) or _("somebody who has left")


@dataclass(frozen=True)
class Line:
    """An entry as it is read among the others.

    Attributes:
        number: of the entry in the team's work, from 1.
        goes_back_to: number and text of the entry it builds on; None: on none, or on one that is not to be seen.
    """

    number: int
    entry: Entry
    writer: str
    goes_back_to: tuple[int, str] | None


@dataclass(frozen=True)
class Part:
    """What was made in one step. ``heads``: a prompt or a sheet, with what stands under it; ``html``: the rest."""

    title: str
    note: str
    heads: list[tuple[str, list[Line]]]
    html: str = ""


def begun_steps(scene: Scene) -> list[Step]:
    """Return the steps that the team has begun."""
    return list(scene.plan.technique.steps[: scene.session.step + 1])


def numbers_of(scene: Scene) -> dict[int, int]:
    """Return what entries are called in the team's work: their place among those that the person may see, by id."""
    return {entry.pk: place for place, entry in enumerate(scene.entries, start=1)}


def work_html(scene: Scene) -> str:
    """Return the region with all of the team's work that a member may see."""
    return scene.draw("work/region.html", **work_of(scene), addresses=_addresses(scene))


def work_of(scene: Scene) -> dict[str, Any]:
    """Return what the page and the one to print are drawn from."""
    return {
        "question": scene.plan.question,
        "technique": scene.text(scene.plan.technique.title),
        "people": list(scene.names.values()),
        "is_alone": scene.team.is_alone,
        "is_over": scene.session.is_over,
        "parts": [_part(scene, step) for step in begun_steps(scene)],
    }


def _part(scene: Scene, step: Step) -> Part:
    title, has_ended = scene.title(step), scene.has_ended(step)
    if step.kind in CHOICE_KINDS:
        found = options_of(scene, step)
        blind = _("What the team chose is shown here when the step has ended.")
        return Part(title, "" if has_ended else blind, [], _safe(outcome_html(scene, step, found)) if has_ended else "")
    note = "" if has_ended else _("This step is still open.")
    if step.kind in (Kind.WRITE, Kind.PASS):
        return Part(title, note, list(_heads(scene, step)))
    draw = {Kind.PAIRS: _pairs, Kind.COMBINE: _combinations, Kind.SORT: _groups, Kind.RESULT: _result}[step.kind]
    return Part(title, note, [], _safe(draw(scene, step)))


def _heads(scene: Scene, step: Step) -> Iterator[tuple[str, list[Line]]]:
    """Yield what was written in a step: under the prompts, or sheet by sheet."""
    mine = [entry for entry in scene.entries if entry.step_id == step.id]
    if step.kind == Kind.PASS:
        for sheet in sorted({entry.sheet or 0 for entry in mine}):
            lines = _lines(scene, [entry for entry in mine if (entry.sheet or 0) == sheet])
            yield (
                (
                    _("The sheet of %(name)s") % {"name": scene.names.get(sheet) or _("somebody who has left")}
                    if sheet
                    else ""
                ),
                lines,
            )
        return
    titles = dict(prompts_of(scene, step))
    known = [*titles, *sorted({entry.prompt for entry in mine} - set(titles))]
    for prompt in known:
        lines = _lines(scene, [entry for entry in mine if entry.prompt == prompt])
        if lines:
            yield titles.get(prompt, ""), lines


def _lines(scene: Scene, entries: Sequence[Entry]) -> list[Line]:
    numbers, texts = numbers_of(scene), {entry.pk: entry.text for entry in scene.entries}
    return [
        Line(
            numbers[entry.pk],
            entry,
            scene.writer(entry),
            (numbers[entry.parent_id], texts[entry.parent_id]) if entry.parent_id in numbers else None,
        )
        for entry in entries
    ]


def _pairs(scene: Scene, step: Step) -> str:
    rows = rows_of(scene, step)
    has_combinations = any(one.kind == Kind.COMBINE for one in begun_steps(scene))
    pairs = pairs_of(scene, rows)
    return scene.draw(
        "together/paired.html",
        pairs=[(low.text, high.text) for low, high in marked_pairs(rows, pairs)],
        left=left_in_words(left_of(rows, pairs), len(pairs)),
        # Where there are combinations, they have it.
        box="" if has_combinations else _safe(box_html(scene, rows)),
    )


def _combinations(scene: Scene, step: Step) -> str:
    rows = rows_of(scene, step)
    made = combined(scene, rows, [entry for entry in scene.entries if entry.step_id == step.id])
    return scene.draw("work/combined.html", made=made, box=_safe(box_html(scene, rows, used_in(made))))


def _groups(scene: Scene, step: Step) -> str:
    groups = [(tag, _lines(scene, entries)) for tag, entries in grouped(options_of(scene, step))]
    return scene.draw("work/groups.html", groups=groups)


def _result(scene: Scene, step: Step) -> str:
    stands = standing_version(scene.team, step.id)
    beside = [shown(scene, step, one) for one in beside_of(scene, step, stands)]
    return scene.draw("work/result.html", stands=shown(scene, step, stands) if stands else None, beside=beside)


def table_of(scene: Scene) -> tuple[list[str], Iterator[list[Any]]]:
    """Return header and rows of the team's work as a table: entries in the order of writing, then the results.

    What entries were given stands in a column for each step of choosing that has ended: dots, points, or the sum of
    the levels.
    """
    chosen = [step for step in begun_steps(scene) if step.kind in CHOICE_KINDS and scene.has_ended(step)]
    header = ["number", "step", "round", "sheet", "prompt", "entry", "builds_on", "tag", "author"]
    totals = [{one.entry.pk: one.total for one in outcomes_of(scene, step, options_of(scene, step))} for step in chosen]
    return [*header, *(f"given: {scene.title(step)}" for step in chosen)], _rows(scene, totals)


def _rows(scene: Scene, totals: Sequence[dict[int, int]]) -> Iterator[list[Any]]:
    steps = {step.id: step for step in scene.plan.technique.steps}
    titles = {step.id: dict(prompts_of(scene, step)) for step in begun_steps(scene) if step.kind == Kind.WRITE}
    numbers = numbers_of(scene)
    for entry in scene.entries:
        step = steps[entry.step_id]
        yield [
            numbers[entry.pk],
            scene.title(step),
            entry.round + 1 if step.kind == Kind.PASS else None,
            entry.sheet,
            titles.get(entry.step_id, {}).get(entry.prompt, ""),
            entry.text,
            numbers.get(entry.parent_id or 0),
            entry.tag,
            scene.writer(entry),
            *(given.get(entry.pk) for given in totals),
        ]
    for step in begun_steps(scene):
        stands = standing_version(scene.team, step.id) if step.kind == Kind.RESULT else None
        if stands is not None:
            yield from _result_rows(scene, step, stands, len(totals))


def _result_rows(scene: Scene, step: Step, stands: ResultVersion, chosen: int) -> Iterator[list[Any]]:
    author = scene.person_on(stands.seat)
    for prompt in step.prompts:
        text = stands.content.get(prompt.id, "")
        begin = [None, scene.title(step), None, None, scene.text(prompt.title)]
        yield [*begin, text, None, "", author, *([None] * chosen)]


def _addresses(scene: Scene) -> dict[str, str]:
    place = scene.viewer.place
    return {
        name: view_url(f"creativity_team_exercise:{name}", place.course_key, place.usage_key)
        for name in ("work", "work_csv")
    }


def _safe(html: str) -> str:
    return mark_safe(html) if html else ""  # noqa: S308 - rendered by our own templates
