"""Ideas in lists: tabs, tags, cards and the way to older ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from peer_idea_board.forms import SORTS, SearchForm
from peer_idea_board.models import Idea
from peer_idea_board.pages import words
from peer_idea_board.pages.shared import Scene
from peer_idea_board.selectors import lists
from peer_idea_board.selectors.people import Author, authors
from peer_idea_board.text import fold


@dataclass(frozen=True)
class TagLink:
    """A tag of an idea as it was written; ``id``: of its row, "" where there is none to filter by."""

    id: str
    name: str


@dataclass(frozen=True)
class Card:
    """One idea in a list.

    Attributes:
        id: number of the idea, as text: numbers in pages get separators in some languages.
        author: None for seeds, and where somebody has left.
        mark: "new" or "changed" since the last visit, in words; "" for neither.
        state: of one's own idea that others do not see, in words.
        votes: None where they are not to be shown.
        own_dots: of the person who looks.
    """

    id: str
    idea: Idea
    author: Author | None
    name: str
    when: str
    excerpt: str
    tags: list[TagLink]
    mark: str
    state: str
    votes: int | None
    own_dots: int


def list_html(scene: Scene, sort: str = "", tag_id: int | None = None, after: str = "") -> str:
    """Return the region with the list.

    Args:
        scene: who looks at which board.
        sort: one of SORTS; "" is the newest.
        tag_id: of a row of the tag that all ideas have; None: whatever they have.
        after: where the page begins; see selectors.lists.Page.older.

    Raises:
        Refusal: 404, the tag is not on the board.
    """
    sort = sort or SORTS[0]
    tag = lists.tag_name(scene.viewer, tag_id) if tag_id else ""
    waits = sort == "top" and not scene.ballot.shows_counts
    page = lists.Page([]) if waits else lists.page(scene.viewer, scene.rules, sort, tag=tag, after=after)
    cards = cards_of(scene, [*page.pinned, *page.ideas])
    return scene.draw(
        "list.html",
        title=_titles()[sort],
        tabs=[(name, title) for name, title in _tabs().items() if name != "top" or scene.rules.vote_kind != "none"],
        sort=sort,
        tag=TagLink(str(tag_id), tag) if tag else None,
        cards=cards,
        older=page.older,
        is_first=not after,
        empty=_empty(scene, sort, tag, waits=waits, is_first=not after),
    )


def search_html(scene: Scene, text: str, after: int | None = None) -> str:
    """Return the region with what a search has found."""
    page = lists.search(scene.viewer, text, after)
    more = SearchForm(initial={"text": text, "after": page.older}, auto_id=scene.ids("more-"))
    return scene.draw(
        "list.html",
        title=_("Found: “%(text)s”") % {"text": text},
        tabs=list(_tabs().items())
        if scene.rules.vote_kind != "none"
        else [t for t in _tabs().items() if t[0] != "top"],
        sort="",
        searched=text,
        cards=cards_of(scene, page.ideas),
        older=page.older,
        more=more,
        is_first=not after,
        empty=_("Nothing on the board has all of these words. Try fewer, or other ones."),
    )


def cards_of(scene: Scene, ideas: list[Idea]) -> list[Card]:
    """Return ideas as lists show them: three queries."""
    if not ideas:
        return []
    names, rows = authors(scene.viewer, scene.rules, ideas), lists.tag_ids(ideas)
    dots = lists.own_dots(scene.viewer, ideas) if scene.ballot.kind != "none" else {}
    since = scene.member.visited_before() if scene.member else None
    return [_card(scene, idea, names.get(idea.participant), rows.get(idea.pk, {}), dots, since) for idea in ideas]


def _card(
    scene: Scene,
    idea: Idea,
    author: Author | None,
    rows: Mapping[str, int],
    dots: Mapping[int, int],
    since: datetime | None,
) -> Card:
    return Card(
        id=str(idea.pk),
        idea=idea,
        author=author,
        name="" if idea.is_seed else words.name_of(author),
        when=words.ago(idea.posted_at or idea.changed_at),
        excerpt=words.excerpt(idea, scene.rules.structure),
        tags=[TagLink(str(rows.get(fold(tag), "")), tag) for tag in idea.tags],
        mark="" if author and author.is_me else _mark(idea, since),
        state=words.state_in_words(idea) if author and author.is_me else "",
        votes=idea.votes if scene.ballot.shows_counts else None,
        own_dots=dots.get(idea.pk, 0),
    )


def _mark(idea: Idea, since: datetime | None) -> str:
    if since is None or idea.posted_at is None:
        return ""
    if idea.posted_at > since:
        return _("New")
    return _("Changed") if idea.revision > 1 and idea.changed_at > since else ""


def _tabs() -> dict[str, str]:
    return {
        "new": _("New"),
        "needs": _("Needs feedback"),
        "helpful": _("Most helpful feedback"),
        "top": _("Most votes"),
        "mine": _("Mine"),
        "following": _("Following"),
    }


def _titles() -> dict[str, str]:
    return {
        "new": _("Newest ideas"),
        "needs": _("Ideas that need feedback"),
        "helpful": _("Ideas with the most helpful feedback"),
        "top": _("Ideas with the most votes"),
        "mine": _("Your ideas"),
        "following": _("Ideas you follow"),
    }


def _empty(scene: Scene, sort: str, tag: str, **about: Any) -> str:
    if about["waits"]:
        if scene.rules.votes_shown == "after_vote":
            return _("You see the votes once you have voted yourself.")
        return _("The votes are shown when voting has closed.")
    if not about["is_first"]:
        return _("That was all.")
    if tag:
        return _("No idea has this tag here.")
    return {
        "new": _("No ideas yet. Yours can be the first."),
        "needs": _("Every idea has the feedback it needs. Thank you!"),
        "helpful": _("No ideas yet. Yours can be the first."),
        "top": _("No ideas yet. Yours can be the first."),
        "mine": _("You have not posted an idea yet."),
        "following": _("You follow no ideas yet. Open one and choose “Follow”: then you hear when something happens."),
    }[sort]
