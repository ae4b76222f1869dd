"""What the contract tests know of each block: what learners may send, what staff may read, what authors may save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from django.apps import apps

from tests.competence_self_assessment.acting import FRAMEWORK, key, ratings

ENTRY_POINTS = tuple(metadata.distribution("bizmooc-xblocks").entry_points.select(group="xblock.v1"))
# How an export says that a text is explicitly nothing.
_NOTHING = 'xmlns:option="http://code.edx.org/xblock/option" none="true"'
SECRET = "Only I may read this sentence."


@dataclass(frozen=True)
class Case:
    """One block.

    Attributes:
        block_type: Its tag.
        package: Its import package and app.
        learner_writes: What a learner may send to each handler that writes, in an order that works.
        staff_reads: Handlers of the course team's parts of the page.
        staff_writes: What the course team may send to each of its handlers that act at once.
        author_writes: What an author may send to each of theirs.
        settings: Every authored field, with a value that is not its default.
        broken: Attributes and content that make the block unusable, by what is wrong; each must still be shown.
        shown: A text on every learner's first page.
        hands_in: The handler after which the block is complete.
        later: Handlers that need something to be there before.
    """

    block_type: str
    package: str
    learner_writes: Mapping[str, Callable[[], dict[str, Any]]]
    staff_reads: tuple[str, ...]
    staff_writes: Mapping[str, Callable[[], dict[str, Any]]]
    author_writes: Mapping[str, Callable[[], dict[str, Any]]]
    settings: Mapping[str, Any]
    broken: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""
    hands_in: str = ""
    later: frozenset[str] = frozenset()

    def olx(self, name: str, inside: str = "", **attributes: Any) -> str:
        """The block as OLX."""
        words = "".join(f' {each}="{value}"' for each, value in attributes.items())
        return f'<{self.block_type} url_name="{name}"{words}>{inside}</{self.block_type}>'

    def body(self, handler: str) -> dict[str, Any]:
        """A request that the handler takes from whom it serves, with a key of its own."""
        values = {**self.learner_writes, **self.staff_writes, **self.author_writes}[handler]()
        return {"key": key(), "version": 0, "values": values}


def _settings_form() -> dict[str, str]:
    return {
        "display_name": "Changed by an author",
        "framework": "learning_to_learn",
        "occasion": "pre",
        "series": "changed",
        "participation_points": "3",
        "threshold": "7",
    }


CASES = {
    case.block_type: case
    for case in (
        Case(
            block_type="competence_self_assessment",
            package="competence_self_assessment",
            learner_writes={
                "mark_seen": dict,
                "save_draft": lambda: {"framework": FRAMEWORK.digest, "reflection": SECRET},
                "submit_round": lambda: ratings(reflection=SECRET),
            },
            staff_reads=("show_figures", "show_not_started", "show_exports"),
            staff_writes={
                "list_not_started": dict,
                "remind_learners": lambda: {"subject": "A word", "text": "Please look.", "confirmed": "yes"},
            },
            author_writes={"save_settings": _settings_form},
            settings={
                "display_name": "Ein „Titel“ & mehr",
                "introduction": "<p>Take <em>five</em> minutes &amp; a pen.</p>",
                "framework": "own",
                "own_framework": "line one: <kept>\n  line two\n",
                "occasion": "post",
                "series": "another_series",
                "opens_after_days": 2,
                "closes_after_days": 30,
                "participation_points": 4,
                "threshold": 25,
                "opens_at": datetime(2027, 3, 1, 8, 30, tzinfo=UTC),
                "closes_at": datetime(2027, 4, 1, tzinfo=UTC),
                "ask_target_group": True,
                "breakdown": "cohort",
                "allow_reopening": True,
                "pointers": {"growth_mindset": [{"title": "Lesson „1“ & more", "link": "/jump_to_id/lesson_1"}]},
                "olx_problems": ["Something was left out."],
            },
            broken={
                "a framework of one's own that is no YAML": 'framework="own"|<own_framework>a: [b</own_framework>',
                "a framework of one's own that is empty": 'framework="own"|',
                "a pack that does not ship": 'framework="no_such_pack"|',
                "an occasion that does not exist": 'occasion="never"|',
                "a threshold that is no number": 'threshold="none"|',
                "a threshold of nothing": 'threshold="null"|',
                "points of nothing": 'participation_points="null"|',
                "a title of nothing": f"|<option:display_name {_NOTHING}/>",
                "a pack of nothing": f"|<option:framework {_NOTHING}/>",
                "a series of nothing": f"|<option:series {_NOTHING}/>",
                "an introduction that is no HTML": "|<introduction>&lt;p &lt;&lt; &amp;</introduction>",
                "days that are no numbers": 'opens_after_days="soon" closes_after_days="[]"|',
                "a stray child": "|<problem/>",
                "an unknown attribute": 'colour="blue"|',
            },
            shown="Hand in and see my profile",
            hands_in="submit_round",
            later=frozenset(
                {
                    "answer_again",
                    "download_own",
                    "erase_trial",
                    "finish_plan",
                    "keep_round",
                    "prepare_export",
                    "reopen_round",
                    "save_plan",
                    "show_reopening",
                }
            ),
        ),
    )
}


def rows_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Everything stored in the block's tables and in those that all blocks share."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for app in ("bizmooc", case.package)
        for model in apps.get_app_config(app).get_models()
    }


def row_count(case: Case) -> int:
    """How many rows there are in these tables."""
    return sum(len(rows) for rows in rows_of(case).values())
