"""The exercise as a person comes to it: where they are, what is asked now, until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from bizmooc import digest
from bizmooc.conf import setting
from bizmooc.refusal import Refusal
from creativity_team_exercise.forms import MailForm
from creativity_team_exercise.models import Entry, HelpEntry, Team
from creativity_team_exercise.pages import words
from creativity_team_exercise.pages.choosing import choosing_html
from creativity_team_exercise.pages.joining import joining_html
from creativity_team_exercise.pages.material import options_of
from creativity_team_exercise.pages.shared import Scene
from creativity_team_exercise.pages.together import combine_html, pairs_html, result_html, sort_html
from creativity_team_exercise.pages.writing import lacks_material, left_over, own_of_stage, pass_html, write_html
from creativity_team_exercise.techniques import CHOICE_KINDS, ENTRY_KINDS, Kind, Step

# What draws the part of a page in which a step is done, or, once it has ended, looked back at.
STAGES: Mapping[Kind, Callable[[Scene, Step], str]] = {
    Kind.WRITE: write_html,
    Kind.PASS: pass_html,
    Kind.PAIRS: pairs_html,
    Kind.COMBINE: combine_html,
    Kind.SORT: sort_html,
    Kind.RATE: choosing_html,
    Kind.RANK: choosing_html,
    Kind.DOTS: choosing_html,
    Kind.RESULT: result_html,
}
_DONE, _NOW, _LATER = "done", "now", "later"


@dataclass(frozen=True)
class Mark:
    """One step in the list of steps.

    Attributes:
        id: of the step. title: in few words.
        state: "done": one can look back at it; "now"; "later".
    """

    id: str
    title: str
    state: str


def home_html(scene: Scene, notice: str = "") -> str:
    """Return the region with the exercise.

    Args:
        scene: who looks at which exercise.
        notice: a sentence on what has just been done.
    """
    if scene.member is None:
        return _draw(scene, notice, is_known=bool(scene.viewer.participant))
    session = scene.session
    if session.is_over:
        return _draw(scene, notice, marks=marks(scene), people=words.people(scene), result=_safe(_result(scene)))
    step = session.current
    return _draw(
        scene,
        notice,
        is_done=scene.turn.is_done,
        marks=marks(scene),
        **_asked(scene, step),
        round=words.round_now(scene),
        until=words.until(scene),
        people=words.people(scene),
        next=words.what_next(scene),
        help=_help(scene),
        late=_safe(left_over(scene)),
        stage=_safe(STAGES[step.kind](scene, step)),
        may_finish=_may_finish(scene, step),
        reportable=_reportable(scene, (step.id, *step.uses)),
        leaves=scene.team.source == Team.Source.OWN,
    )


def step_html(scene: Scene, step_id: str) -> str:
    """Return the region with a step that has ended, to look back at; the home where it is the one that is open.

    Raises:
        Refusal: 404, there is no such step, or it has not begun.
    """
    step = scene.plan.technique.step(step_id) if scene.member else None
    if step is None:
        raise Refusal(404, _("There is no such step here."))
    if not scene.has_ended(step):
        if not scene.session.is_over and step == scene.session.current:
            return home_html(scene)
        raise Refusal(404, _("This step has not begun yet."))
    stage, reportable = _safe(STAGES[step.kind](scene, step)), _reportable(scene, (step.id,))
    return scene.draw("step.html", **_asked(scene, step), stage=stage, reportable=reportable)


def marks(scene: Scene) -> list[Mark]:
    """Return the steps, and how far the team is."""
    session, steps = scene.session, scene.plan.technique.steps
    found = []
    for number, step in enumerate(steps):
        state = _DONE if session.has_ended(number) else _NOW if number == session.step else _LATER
        found.append(Mark(step.id, scene.title(step), state))
    return found


def _draw(scene: Scene, notice: str, **context: Any) -> str:
    technique = scene.plan.technique
    about = {
        "question": scene.plan.question,
        "technique": scene.text(technique.title),
        "summary": scene.text(technique.summary),
        "origin": scene.text(technique.origin),
        "example": scene.text(technique.example),
    }
    return scene.draw(
        "home.html",
        notice=notice,
        introduction=scene.block.introduction_html(),
        mail=_mail_form(scene),
        trial=scene.person.is_course_team and scene.member is not None,
        joining=_safe(joining_html(scene, about)) if scene.member is None else "",
        **about,
        **context,
    )


def _asked(scene: Scene, step: Step) -> dict[str, Any]:
    return {"step": step, "title": scene.title(step), "ask": scene.text(step.ask), "why": scene.text(step.why)}


def _reportable(scene: Scene, steps: Sequence[str]) -> list[Entry]:
    """Return what others of the team wrote in some steps."""
    others = [one for one in scene.entries if one.step_id in steps and not scene.is_own(one)]
    return [one for one in others if one.text and not one.is_from_pool]


def _may_finish(scene: Scene, step: Step) -> bool:
    """Tell whether one can say "I am done": of entries, once one of them is in."""
    # Of a result one says it by agreeing with the text.
    if scene.turn.is_done or step.kind == Kind.RESULT:
        return False
    if step.kind in CHOICE_KINDS:
        # A choice is the same as being done.
        return not options_of(scene, step)
    return step.kind not in ENTRY_KINDS or bool(own_of_stage(scene, step)) or lacks_material(scene, step)


def _result(scene: Scene) -> str:
    """Return what the last step of the team came to."""
    results = [step for step in scene.plan.technique.steps if step.kind == Kind.RESULT]
    return result_html(scene, results[-1]) if results else ""


def _help(scene: Scene) -> list[str]:
    """Say what was done to the team from outside since the stage was opened."""
    since = HelpEntry.objects.filter(team=scene.team, created_at__gte=scene.session.opened_at).order_by("pk")
    told = [words.help_in_words(act) for act in since.values_list("act", flat=True)[:10]]
    return [sentence for sentence in dict.fromkeys(told) if sentence]


def _mail_form(scene: Scene) -> MailForm | None:
    viewer = scene.viewer
    if scene.member is None or not setting("DIGESTS"):
        return None
    wanted = digest.wants_mail(viewer.place.course_key, viewer.participant)
    return MailForm(initial={"wanted": wanted}, auto_id=scene.ids("mail-"))


def _safe(html: str) -> str:
    return mark_safe(html)  # noqa: S308 - rendered by our own templates
