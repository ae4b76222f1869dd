"""Things that learners wrote, as the course team reads them: a bounded number of queries for each page of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.participant import Place
from bizmooc.texts import text_in
from peer_idea_board.models import Board, Comment, Feedback, Idea, Member, Revision, Shown, State, Target
from peer_idea_board.staff.groups import group_titles
from peer_idea_board.structures.model import kept

Key = tuple[str, int]
# What its author has taken back is not for the course team either.
_GONE = (State.WITHDRAWN, State.ERASED, Shown.WITHDRAWN)
# Earlier versions that a page shows, of all its ideas together.
_EARLIER = 60


@dataclass(frozen=True)
class Author:
    """Who wrote a thing, as others on the board know them.

    Attributes:
        alias: the made-up name, or the user name where the author of the block has names shown; "" for seeds.
        can_be_named: the host may be asked who it is. is_course_team: it is one of the course team.
        is_muted: may read and not write.
    """

    alias: str
    can_be_named: bool = False
    is_course_team: bool = False
    is_muted: bool = False


@dataclass(frozen=True)
class Earlier:
    """An idea as it was before a change.

    Attributes:
        number: counted from 1. texts, link: as in Thing. replaced_at: when the change was made.
        note: what its author said about the change.
    """

    number: int
    texts: list[tuple[str, str]]
    link: str
    note: str
    replaced_at: datetime


@dataclass
class Thing:
    """An idea, a feedback or a comment.

    Attributes:
        target, id: which one. idea_id, idea_title: that it is or belongs to. group: what its board's group is called.
        texts: (what it is, text). link: an address, shown as text.
        board: of which group, as in models.Board.group.
        status: in words; "" where it is seen by all. is_hidden: by the course team.
        at: when it was written. author: who wrote it.
        notes: what was said about it (reports, the reason it was hidden).
        earlier: an idea's versions before this one, the latest first. are_more: there are still older ones.
    """

    target: str
    id: int
    idea_id: int
    idea_title: str
    group: str
    board: str
    texts: list[tuple[str, str]]
    status: str
    is_hidden: bool
    at: datetime | None
    author: Author
    link: str = ""
    notes: list[str] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    are_more: bool = False

    @property
    def key(self) -> str:
        """As forms send it."""
        return f"{self.target}:{self.id}"

    @property
    def html_id(self) -> str:
        """What ids in the page end with."""
        return f"{self.target}-{self.id}"

    @property
    def title(self) -> str:
        """What it is, in words."""
        sentences = {
            Target.IDEA: _("Idea %(number)d: %(title)s"),
            Target.FEEDBACK: _("Feedback on idea %(number)d: %(title)s"),
            Target.COMMENT: _("Comment on idea %(number)d: %(title)s"),
        }
        words = {"number": self.idea_id, "title": self.idea_title or _("without a title")}
        return sentences[Target(self.target)] % words


def things(place: Place, keys: Iterable[Key], language: str, *, with_name: bool) -> dict[Key, Thing]:
    """Return things of a block by their keys; what is not there any more is left out. At most seven queries.

    Args:
        place: the block.
        keys: (target, number).
        language: of the names of parts.
        with_name: the author of the block has user names shown.
    """
    wanted: dict[str, set[int]] = {target: set() for target in Target.values}
    for target, number in keys:
        wanted[target].add(number)
    rows: list[tuple[str, Any]] = []
    said: list[tuple[str, type[Any]]] = [(Target.FEEDBACK, Feedback), (Target.COMMENT, Comment)]
    for target, model in said:
        if wanted[target]:
            found = model.objects.filter(usage_key=place.usage_key, pk__in=wanted[target])
            rows += [(target, row) for row in found.select_related("idea").order_by("pk")]
    if wanted[Target.IDEA]:
        ideas = Idea.objects.filter(usage_key=place.usage_key, pk__in=wanted[Target.IDEA])
        rows += [(Target.IDEA, row) for row in ideas.select_related("structure").order_by("pk")]
    return of_rows(place, rows, language, with_name=with_name)


def of_rows(place: Place, rows: Sequence[tuple[str, Any]], language: str, *, with_name: bool) -> dict[Key, Thing]:
    """Return things of rows that were read already; see things()."""
    people = authors(place, {row.participant for _target, row in rows}, with_name=with_name)
    boards = {_idea(target, row).board_id for target, row in rows}
    groups = dict(Board.objects.filter(pk__in=boards).exclude(group="").values_list("pk", "group")) if boards else {}
    titles = group_titles(place, groups.values())
    found = {}
    for target, row in rows:
        group = groups.get(_idea(target, row).board_id, "")
        found[target, row.pk] = _thing(target, row, people, language, group=group, title=titles.get(group, ""))
    changed = [row for target, row in rows if target == Target.IDEA and row.revision > 1 and row.state not in _GONE]
    earlier = _earlier(changed, language) if changed else {}
    for idea in changed:
        thing = found[Target.IDEA, idea.pk]
        thing.earlier = earlier.get(idea.pk, [])
        thing.are_more = len(thing.earlier) < idea.revision - 1
    return found


def _earlier(ideas: Sequence[Idea], language: str) -> dict[int, list[Earlier]]:
    """Return the latest versions that ideas had before, by idea, the latest first."""
    revisions = Revision.objects.filter(idea__in=ideas).select_related("structure").order_by("-pk")
    found: dict[int, list[Earlier]] = {}
    for row in revisions[:_EARLIER]:
        texts = [(_("Title"), row.title), *_parts(row, language)]
        found.setdefault(row.idea_id, []).append(Earlier(row.number, texts, row.link, row.note, row.replaced_at))
    return found


def authors(place: Place, participants: Iterable[str], *, with_name: bool) -> dict[str, Author]:
    """Return who people are on the board, by their ids."""
    ids = {participant for participant in participants if participant}
    found = Member.objects.filter(usage_key=place.usage_key, participant__in=ids) if ids else ()
    return {
        one.participant: Author(
            alias=(one.name if with_name else "") or one.alias,
            can_be_named=True,
            is_course_team=one.is_course_team,
            is_muted=one.is_muted,
        )
        for one in found
    }


def _idea(target: str, row: Any) -> Idea:
    return row if target == Target.IDEA else row.idea


def _thing(target: str, row: Any, people: Mapping[str, Author], language: str, *, group: str, title: str) -> Thing:
    idea = _idea(target, row)
    is_idea = target == Target.IDEA
    state = row.state if is_idea else row.shown
    return Thing(
        target=target,
        id=row.pk,
        idea_id=idea.pk,
        idea_title="" if idea.state in _GONE else idea.title,
        group=title,
        board=group,
        texts=[] if state in _GONE else _texts(target, row, language),
        status=_status(state, row),
        is_hidden=state == (State.HIDDEN if is_idea else Shown.HIDDEN),
        at=_when(target, row),
        author=people.get(row.participant) or Author(_("an example") if is_idea and row.is_seed else ""),
        link=row.link if is_idea and state not in _GONE else "",
    )


def _when(target: str, row: Any) -> datetime | None:
    if target == Target.IDEA:
        return row.posted_at or row.changed_at
    return row.given_at if target == Target.FEEDBACK else row.written_at


def _status(state: str, row: Any) -> str:
    words = {
        State.PENDING: _("waits for the course team"),
        State.HIDDEN: _("hidden"),
        State.WITHDRAWN: _("taken back by its author"),
        State.ERASED: _("erased"),
    }
    if state == State.MERGED:
        return _("merged into idea %(number)s") % {"number": row.merged_into_id}
    return words.get(state, "")


def _texts(target: str, row: Any, language: str) -> list[tuple[str, str]]:
    if target == Target.COMMENT:
        return [("", row.text)]
    if target == Target.FEEDBACK:
        texts = [(_("What works"), row.works), (_("One next step"), row.next_step)]
        return [*texts, (_("The author's answer"), row.reply)] if row.reply else texts
    return _parts(row, language)


def _parts(row: Idea | Revision, language: str) -> list[tuple[str, str]]:
    structure = kept(row.structure.digest, row.structure.content)
    texts = [
        (text_in(part.title, language), row.content[part.id]) for part in structure.parts if row.content.get(part.id)
    ]
    return [*texts, (_("Tags"), ", ".join(row.tags))] if row.tags else texts


def author_of(place: Place, target: str, target_id: int) -> str | None:
    """Return the anonymous id of whoever wrote a thing of the block, "" for nobody's; None: there is no such thing."""
    models: dict[str, Any] = {Target.IDEA: Idea, Target.FEEDBACK: Feedback, Target.COMMENT: Comment}
    rows = models[target].objects.filter(usage_key=place.usage_key, pk=target_id)
    return rows.values_list("participant", flat=True).first()
