"""What each block contributes to the whole: the ground floor knows the blocks through this list only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizmooc.background.run import Run


@dataclass(frozen=True)
class News:
    """One thing that a mail tells somebody.

    Attributes:
        usage_key: the block where it is to be seen.
        sentence: plain text in the reader's language, such as "Two people answered your idea."
    """

    usage_key: str
    sentence: str


# Given a course key and since when each of some anonymous ids has been told nothing, what is new for whom.
TellNews = Callable[[str, Mapping[str, datetime]], Mapping[str, Sequence[News]]]


@dataclass(frozen=True)
class Contribution:
    """One block's part in what concerns all blocks. Registered in the block's ``AppConfig.ready()``.

    Attributes:
        block_type: the XBlock tag.
        retire: erase a person, given all their anonymous ids, from every course. Returns rows touched.
        reset: erase one learner's state (usage key, anonymous id) in one block. Returns rows touched.
        forget_course: delete all rows of a course key. Returns rows touched.
        recount: work the kept figures out anew from the rows. Returns how many were wrong.
        urls: plain views, as a dotted module path; mounted at /bizmooc/<block_type>/<course_key>/, and named
            ``bizmooc:<block_type>:<name>``. "" for none.
        tasks: work that is too long for a request, by name; see background/.
        news: tells what is new for people whom digest.note() was called for. Called when mail is about to be sent and
            under the readers' language: what is hidden or withdrawn by then, or done by themselves, is not news.
        catch_up: write down what the clock has ended until a time, each team in a transaction of its own. Returns how
            many teams it wrote. Called before mail is sent; pages do not depend on it.
    """

    block_type: str
    retire: Callable[[Sequence[str]], int]
    reset: Callable[[str, str], int]
    forget_course: Callable[[str], int]
    recount: Callable[[], int]
    urls: str = ""
    tasks: Mapping[str, Callable[[Run], None]] = field(default_factory=dict)
    news: TellNews | None = None
    catch_up: Callable[[datetime], int] | None = None


_contributions: dict[str, Contribution] = {}


def register(contribution: Contribution) -> None:
    """Add a block's contribution; the same block type again replaces it (Django may set up twice in tests)."""
    _contributions[contribution.block_type] = contribution


def contributions() -> Iterable[Contribution]:
    """Return all contributions in the order of their block types."""
    return [_contributions[name] for name in sorted(_contributions)]


def contribution(block_type: str) -> Contribution:
    """Return one block type's contribution.

    Raises:
        KeyError: no block of this type is installed.
    """
    return _contributions[block_type]
