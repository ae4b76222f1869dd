"""The board as a person comes to it: where they are, what comes next, what is new, and the ideas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc import digest
from bizmooc.conf import setting
from peer_idea_board import visibility
from peer_idea_board.forms import MailForm, SearchForm
from peer_idea_board.models import Draft, Turn
from peer_idea_board.pages import words
from peer_idea_board.pages.cards import list_html
from peer_idea_board.pages.shared import Scene
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import lists, news, standing


@dataclass(frozen=True)
class Step:
    """What a button on the board leads to.

    Attributes:
        title: on the button.
        load: a read handler, "" for none.
        handler: a write handler, "" for none.
        is_next: it is what is asked for next.
    """

    title: str
    load: str = ""
    handler: str = ""
    is_next: bool = False


def home_html(scene: Scene, notice: str = "", sort: str = "") -> str:
    """Return the region with the board.

    Args:
        scene: who looks at which board.
        notice: a sentence on what has just been done.
        sort: which list is open; "" is the newest.
    """
    viewer = scene.viewer
    turn = standing.open_turn(viewer)
    draft = standing.draft_of(viewer, "idea")
    return scene.draw(
        "home.html",
        notice=notice,
        introduction=scene.block.introduction_html(),
        progress=progress_in_words(scene),
        steps=_steps(scene, turn, draft),
        phases=phases_in_words(scene),
        news=_news(scene),
        latest=news.latest(viewer),
        tags=lists.tag_choices(visibility.board_of(viewer)),
        search=SearchForm(auto_id=scene.ids("search-")),
        mail=_mail_form(scene),
        trial=scene.person.is_course_team and scene.member is not None,
        list=mark_safe(list_html(scene, sort)),  # noqa: S308 - rendered by our own template
        now=timezone.now(),
    )


def progress_in_words(scene: Scene) -> list[str]:
    """Return where a person is, in sentences."""
    one = scene.progress
    if not scene.viewer.participant:
        return [] if scene.is_preview else [_("Please sign in and enrol in the course to see the board and take part.")]
    told = []
    if one.wanted_posts:
        sentence = ngettext(
            "You have posted %(done)d of %(count)d idea.",
            "You have posted %(done)d of %(count)d ideas.",
            one.wanted_posts,
        )
        told.append(sentence % {"done": min(one.posted, one.wanted_posts), "count": one.wanted_posts})
    if one.wanted_feedback:
        sentence = ngettext(
            "You have given %(done)d of %(count)d feedback.",
            "You have given %(done)d of %(count)d feedbacks.",
            one.wanted_feedback,
        )
        told.append(sentence % {"done": min(one.given, one.wanted_feedback), "count": one.wanted_feedback})
    if one.is_done and (one.wanted_posts or one.wanted_feedback):
        told.append(done_in_words(one))
    return told


def done_in_words(progress: standing.Progress) -> str:
    """Say that nothing more is asked for, and why."""
    if progress.nothing_left and not progress.has_given:
        return _("Nothing is left to give feedback on: you are done.")
    return _("You are done. You can still give more.")


def phases_in_words(scene: Scene) -> list[str]:
    """Say what is not open, and since or until when; nothing of what is open."""
    names = {Phase.POST: _("Posting ideas"), Phase.FEEDBACK: _("Giving feedback")}
    if scene.rules.vote_kind != "none":
        names[Phase.VOTE] = _("Voting")
    told = [(name, scene.window(phase).sentence()) for phase, name in names.items()]
    return [f"{name}: {sentence}" for name, sentence in told if sentence]


def _steps(scene: Scene, turn: Turn | None, draft: Draft | None) -> list[Step]:
    """Return what one can do now; the first of what is asked for stands out."""
    one = scene.progress
    if not scene.may_write:
        return []
    post_open, give_open = scene.window(Phase.POST).is_open, scene.window(Phase.FEEDBACK).is_open
    post = Step(_("Go on with your idea") if draft else _("Post an idea"), load="show_form")
    give = Step(_("Go on with your feedback") if turn else _("Give the next feedback"), handler="take_turn")
    asked = [
        (post, post_open, not one.has_posted),
        (give, give_open and not (one.nothing_left and not turn), bool(turn) or not one.has_given),
    ]
    if turn:
        asked.reverse()
    steps: list[Step] = []
    for step, is_open, is_asked in asked:
        if is_open:
            is_next = is_asked and not any(before.is_next for before in steps)
            steps.append(Step(step.title, step.load, step.handler, is_next))
    return steps


def _news(scene: Scene) -> list[str]:
    new = news.since_last_visit(scene.viewer, scene.member)
    lines = (
        (new.answers, _("New feedback on your ideas: %(count)s")),
        (new.replies, _("Answers to feedback you gave: %(count)s")),
        (new.comments, _("New comments on your ideas: %(count)s")),
        (new.followed, _("Ideas you follow that have changed: %(count)s")),
    )
    told = [line % {"count": words.up_to(number)} for number, line in lines if number]
    return [*told, *(words.outcome_in_words(report) for report in new.decided)]


def _mail_form(scene: Scene) -> Any:
    viewer = scene.viewer
    if not viewer.participant or not setting("DIGESTS"):
        return None
    wanted = digest.wants_mail(viewer.place.course_key, viewer.participant)
    return MailForm(initial={"wanted": wanted}, auto_id=scene.ids("mail-"))
