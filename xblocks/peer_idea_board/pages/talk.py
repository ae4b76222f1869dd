"""What people say about an idea: feedback with its answers, comments, votes, followers and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peer_idea_board.forms import AnswerForm, CommentForm, ReportForm, VoteForm
from peer_idea_board.models import Comment, Feedback, Idea, Shown, State, Target
from peer_idea_board.pages import words
from peer_idea_board.pages.shared import Scene
from peer_idea_board.phases import Phase
from peer_idea_board.selectors import ideas, lists
from peer_idea_board.selectors.people import Author, authors
from peer_idea_board.structures import Structure


@dataclass(frozen=True)
class Said:
    """One feedback or comment as it is read.

    Attributes:
        id: its number, as text.
        ratings: criterion and level, in words.
        about: title of the part it is about; "" for the whole.
        answer: form for the author of the idea; None for everybody else.
        may_take_back: a comment of the person who looks.
        reported: where their report on it stands, in words; "" without one.
        note: why others do not see it; "" where they do.
    """

    id: str
    row: Any
    author: Author | None
    name: str
    when: str
    may_take_back: bool
    reported: str
    ratings: tuple[tuple[str, str], ...] = ()
    about: str = ""
    answer: AnswerForm | None = None
    note: str = ""
    report: ReportForm | None = None


def feedback_html(scene: Scene, idea: Idea, after: int = 0) -> str:
    """Return the region with what people have given on an idea, or why it is not shown yet."""
    if ideas.turns_of(scene.viewer, idea).open:
        return scene.draw("feedback.html", waits=True)
    page = ideas.feedback_page(scene.viewer, idea, after)
    return scene.draw(
        "feedback.html",
        idea_id=str(idea.pk),
        is_own=idea.participant == scene.viewer.participant,
        summary=[] if after else ratings_in_words(scene, idea),
        said=_feedback(scene, idea, page.feedback),
        more=str(page.more) if page.more else "",
        is_first=not after,
    )


def one_feedback_html(scene: Scene, feedback: Feedback) -> str:
    """Return the region with one feedback, after it was answered."""
    idea = ideas.idea_of(scene.viewer, feedback.idea_id)
    return scene.draw("one_feedback.html", one=_feedback(scene, idea, [feedback])[0])


def comments_html(scene: Scene, idea: Idea, before: int | None = None) -> str:
    """Return the region with comments on an idea."""
    page = ideas.comment_page(scene.viewer, idea, before)
    names, known = authors(scene.viewer, scene.rules, page.comments), ideas.reported(scene.viewer, idea)
    is_open = idea.state == State.LIVE and scene.may_write and conversation_is_open(scene)
    return scene.draw(
        "comments.html",
        idea_id=str(idea.pk),
        said=[_said(scene, str(Target.COMMENT), one, names, known) for one in page.comments],
        earlier=str(page.earlier) if page.earlier else "",
        is_latest=before is None,
        form=CommentForm(initial={"idea": idea.pk}, auto_id=scene.ids("comment-")) if is_open else None,
    )


def conversation_is_open(scene: Scene) -> bool:
    """Tell whether comments may be written: as long as anything of the board is open."""
    return any(scene.window(phase).is_open for phase in Phase)


def vote_html(scene: Scene, idea: Idea) -> str:
    """Return the region with the vote; empty where there is no voting."""
    ballot, window = scene.ballot, scene.window(Phase.VOTE)
    if ballot.kind == "none" or idea.state != State.LIVE:
        return ""
    own = lists.own_dots(scene.viewer, [idea]).get(idea.pk, 0)
    is_own = idea.participant == scene.viewer.participant
    may_vote = window.is_open and scene.may_write and not is_own
    most = min(scene.rules.dots_per_idea, own + ballot.left)
    return scene.draw(
        "vote.html",
        idea_id=str(idea.pk),
        ballot=ballot,
        own=own,
        votes=idea.votes if ballot.shows_counts else None,
        hidden_why="" if ballot.shows_counts else _hidden_why(scene),
        may_vote=may_vote,
        choices=range(most + 1) if may_vote and ballot.kind == "dots" else [],
        form=VoteForm(most=max(1, most), initial={"idea": idea.pk, "dots": own}, auto_id=scene.ids("vote-")),
        left=ngettext("You have %(count)d dot left.", "You have %(count)d dots left.", ballot.left)
        % {"count": ballot.left},
        closed=window.sentence(),
    )


def follow_html(scene: Scene, idea: Idea) -> str:
    """Return the region that lets people follow an idea that is not theirs."""
    if idea.state != State.LIVE or not scene.may_write or idea.participant == scene.viewer.participant:
        return ""
    return scene.draw("follow.html", idea_id=str(idea.pk), follows=ideas.follows(scene.viewer, idea))


def report_form(scene: Scene, target: str, row_id: int) -> ReportForm:
    """Return the form that reports something."""
    return ReportForm(initial={"target": target, "target_id": row_id}, auto_id=scene.ids(f"report-{target}-{row_id}-"))


def ratings_in_words(scene: Scene, idea: Idea) -> list[dict[str, Any]]:
    """Return medians and ranges of an idea's criteria: a sentence each, and what a table holds."""
    told = []
    for rated in ideas.ratings_of(idea, scene.rules.structure):
        levels = [scene.text(level) for level in rated.criterion.levels]
        low, high = levels[rated.low - 1], levels[rated.high - 1]
        middle = (
            _("“%(level)s”") % {"level": low}
            if low == high
            else _("between “%(low)s” and “%(high)s”") % {"low": low, "high": high}
        )
        told.append(
            {
                "title": scene.text(rated.criterion.title),
                "middle": middle,
                "lowest": levels[rated.lowest - 1],
                "highest": levels[rated.highest - 1],
                "count": rated.count,
            }
        )
    return told


def _feedback(scene: Scene, idea: Idea, rows: list[Feedback]) -> list[Said]:
    names, known = authors(scene.viewer, scene.rules, rows), ideas.reported(scene.viewer, idea)
    asked = ideas.structures_of(row.structure_id for row in rows) if rows else {}
    written_for = ideas.structure_of(idea.structure)
    return [
        _said(
            scene,
            str(Target.FEEDBACK),
            row,
            names,
            known,
            ratings=_ratings(scene, row, asked[row.structure_id]),
            about=_part(scene, row, written_for, asked[row.structure_id]),
            answer=_answer_form(scene, idea, row),
        )
        for row in rows
    ]


def _said(
    scene: Scene,
    target: str,
    row: Feedback | Comment,
    names: dict[str, Author],
    known: dict[tuple[str, int], str],
    **more: Any,
) -> Said:
    author = names.get(row.participant)
    when = row.given_at if isinstance(row, Feedback) else row.written_at
    is_mine = bool(author and author.is_me)
    may_report = scene.may_write and not is_mine
    return Said(
        id=str(row.pk),
        row=row,
        author=author,
        name=words.name_of(author),
        when=words.ago(when),
        # Whoever is muted, and whoever comes when all is closed, may still take back what is theirs.
        may_take_back=is_mine and isinstance(row, Comment) and row.shown == Shown.LIVE and not scene.is_preview,
        reported=words.reported_in_words(known.get((target, row.pk))),
        note=_hidden(target, row, is_mine=is_mine),
        report=report_form(scene, target, row.pk) if may_report else None,
        **more,
    )


def _hidden(target: str, row: Feedback | Comment, *, is_mine: bool) -> str:
    """Say that something is hidden, and to its author why; "" where it is not."""
    if row.shown != Shown.HIDDEN:
        return ""
    return words.hiding_in_words(ideas.reason_of_hiding(target, row)) if is_mine else _("Hidden by the course team")


def _answer_form(scene: Scene, idea: Idea, row: Feedback) -> AnswerForm | None:
    if idea.participant != scene.viewer.participant or not scene.may_write or idea.state == State.WITHDRAWN:
        return None
    initial = {"feedback": row.pk, "is_helpful": row.is_helpful, "reply": row.reply}
    return AnswerForm(initial=initial, auto_id=scene.ids(f"answer-{row.pk}-"))


def _ratings(scene: Scene, row: Feedback, asked: Structure) -> tuple[tuple[str, str], ...]:
    given = [(one, row.ratings[one.id]) for one in asked.criteria if one.id in row.ratings]
    return tuple((scene.text(one.title), scene.text(one.levels[level - 1])) for one, level in given)


def _part(scene: Scene, row: Feedback, *structures: Structure) -> str:
    found = [part for part in (one.part(row.part) for one in structures) if part]
    return scene.text(found[0].title) if found else ""


def _hidden_why(scene: Scene) -> str:
    if scene.rules.votes_shown == "after_vote":
        return _("You see how many votes ideas have once you have voted yourself.")
    return _("How many votes ideas have is shown when voting has closed.")
