"""Ideas in lists, a page at a time: each page costs the same, however many ideas there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from peer_idea_board import visibility
from peer_idea_board.board import Rules, Viewer
from peer_idea_board.models import Board, Idea, Tag, Vote
from peer_idea_board.text import fold

PAGE = 20
_PINNED = 5
# As a list: databases use no index for a column that is a condition by itself.
_PINNED_ONLY = (True,)
_SEARCH_WORDS = 6
# Tags of so many rows are counted, the latest: what the board is about at the moment.
_TAG_ROWS, _TAGS = 300, 12
# Column to go by, and whether from the highest down.
_ORDERS = {"new": ("pk", True), "helpful": ("helpful_count", True), "needs": ("load", False), "top": ("votes", True)}


@dataclass(frozen=True)
class Page:
    """Some ideas of a list.

    Attributes:
        ideas: at most PAGE.
        older: where the next page begins; "" after the last one.
        pinned: by the course team, above the first page of the newest.
    """

    ideas: list[Idea]
    older: str = ""
    pinned: list[Idea] = field(default_factory=list)


@dataclass(frozen=True)
class TagChoice:
    """A tag to filter by. ``id``: of one of its rows."""

    id: int
    name: str
    count: int


def page(viewer: Viewer, rules: Rules, sort: str, *, tag: str = "", after: str = "") -> Page:
    """Return a page of a list: at most three queries.

    Args:
        viewer: whose board.
        rules: the author's.
        sort: one of forms.SORTS.
        tag: only ideas with this one, as filters compare it.
        after: Page.older of the page before.
    """
    if sort == "mine":
        return _cut(_mine(viewer), "new", after)
    board = visibility.board_of(viewer)
    if board is None:
        return Page([])
    ideas = visibility.on_board(board)
    if tag:
        # By its rows first: the rare ones would be looked for through the whole board.
        ideas = ideas.filter(pk__in=Tag.objects.filter(board=board, name=tag).values("idea"))
    if sort == "following":
        return _cut(ideas.filter(followers__participant=viewer.participant), "new", after)
    if sort == "needs":
        waiting = ideas.filter(load__lt=rules.feedback_wanted, is_course_team=False)
        return _cut(waiting.exclude(participant=viewer.participant) if viewer.participant else waiting, sort, after)
    pinned = (
        []
        if sort != "new" or tag or after
        else list(_listed(ideas.filter(is_pinned__in=_PINNED_ONLY)).order_by("-pk")[:_PINNED])
    )
    return _cut(ideas, sort, after, pinned)


def search(viewer: Viewer, text: str, after: int | None = None) -> Page:
    """Return ideas that hold every word of a text somewhere, the newest first: two queries."""
    board = visibility.board_of(viewer)
    words = fold(text).split()[:_SEARCH_WORDS]
    if board is None or not words:
        return Page([])
    found = visibility.on_board(board)
    for word in words:
        found = found.filter(search_text__contains=word)
    return _cut(found, "new", str(after or ""))


def _mine(viewer: Viewer) -> QuerySet[Idea]:
    here = Idea.objects.filter(usage_key=viewer.place.usage_key)
    return here.filter(visibility.own(viewer)) if viewer.participant else here.none()


def _listed(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.defer("search_text")


def _cut(ideas: QuerySet[Idea], sort: str, after: str, pinned: Iterable[Idea] = ()) -> Page:
    """Cut a page out of a list, by the place of the last idea before it: skipping many would cost by their number."""
    column, is_falling = _ORDERS[sort]
    beyond, sign = ("lt", "-") if is_falling else ("gt", "")
    if after:
        value, _dot, last = after.partition(".")
        if column == "pk":
            ideas = ideas.filter(**{f"pk__{beyond}": int(value)})
        else:
            same = Q(**{column: int(value), f"pk__{beyond}": int(last or 0)})
            ideas = ideas.filter(Q(**{f"{column}__{beyond}": int(value)}) | same)
    order = [f"{sign}{column}"] if column == "pk" else [f"{sign}{column}", f"{sign}pk"]
    rows = list(_listed(ideas).order_by(*order)[: PAGE + 1])
    shown, older = rows[:PAGE], ""
    if len(rows) > PAGE:
        last_one = shown[-1]
        older = str(last_one.pk) if column == "pk" else f"{getattr(last_one, column)}.{last_one.pk}"
    above = list(pinned)
    pinned_ids = {one.pk for one in above}
    return Page([idea for idea in shown if idea.pk not in pinned_ids], older, above)


def tag_ids(ideas: Iterable[Idea]) -> dict[int, dict[str, int]]:
    """Return the rows of ideas' tags, by idea and by what filters compare: one query."""
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    for tag in Tag.objects.filter(idea__in=[idea.pk for idea in ideas]):
        rows[tag.idea_id][tag.name] = tag.pk
    return rows


def tag_choices(board: Board | None) -> list[TagChoice]:
    """Return the tags that ideas of late have most: one query."""
    if board is None:
        return []
    rows = Tag.objects.filter(board=board, idea__state="live").order_by("-pk").values_list("pk", "name")[:_TAG_ROWS]
    latest: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for row_id, name in rows:
        latest.setdefault(name, row_id)
        counts[name] += 1
    return [TagChoice(latest[name], name, count) for name, count in counts.most_common(_TAGS)]


def tag_name(viewer: Viewer, tag_id: int) -> str:
    """Return the tag that a row names.

    Raises:
        Refusal: 404, no idea on the viewer's board has it.
    """
    board = visibility.board_of(viewer)
    row = Tag.objects.filter(pk=tag_id, board=board, idea__state="live").first() if board else None
    if row is None:
        raise visibility.not_found()
    return row.name


def own_dots(viewer: Viewer, ideas: Iterable[Idea]) -> dict[int, int]:
    """Return the dots that a person has put on each of these ideas: one query."""
    if not viewer.participant:
        return {}
    own = Vote.objects.filter(idea__in=[idea.pk for idea in ideas], participant=viewer.participant)
    return dict(own.values_list("idea_id", "dots"))
