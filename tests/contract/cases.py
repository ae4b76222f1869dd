"""What the contract tests know of each block: what learners may send, what staff may read, what authors may save."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from django.apps import apps

from tests.competence_self_assessment.acting import FRAMEWORK, key, ratings
from tests.creativity_team_exercise.studio.saving import OWN as TEAM_TECHNIQUE
from tests.creativity_team_exercise.studio.saving import SETTINGS as TEAM_SETTINGS
from tests.peer_idea_board import acting as board
from tests.peer_idea_board.studio.saving import OWN, PAGE, SETTINGS

ENTRY_POINTS = tuple(metadata.distribution("bizmooc-xblocks").entry_points.select(group="xblock.v1"))
# How an export says that a text is explicitly nothing.
_NOTHING = 'xmlns:option="http://code.edx.org/xblock/option" none="true"'
SECRET = "Only I may read this sentence."
ONE_IDEA = {
    "title": "One idea",
    "steps": [
        {"id": "ideas", "kind": "write", "title": "Ideas", "ask": "What comes to mind?", "hours": 24, "wanted": 1}
    ],
}


@dataclass(frozen=True)
class Case:
    """One block.

    Attributes:
        block_type: Its tag.
        package: Its import package and app.
        learner_writes: What a learner may send to each handler that writes, in an order that works.
        learner_reads: Handlers that a learner's page asks for its parts.
        staff_reads: Handlers of the course team's parts of the page.
        staff_writes: What the course team may send to each of its handlers that act at once.
        author_writes: What an author may send to each of theirs.
        settings: Every authored field, with a value that is not its default.
        broken: Attributes and content that make the block unusable, by what is wrong; each must still be shown.
        shown: A text on every learner's first page.
        hands_in: The handler after which the block is complete.
        long_text: A field of its form, and how many characters may stand there.
        last_step: What its service does last, by its dotted name.
        service: The service itself, where the handler finds it.
        shared: Tables of rows that belong to nobody, and may be there though the write failed.
        asking: Of learner_writes, those that only ask: what is asked is a learner's text, so it is sent, not addressed.
        attributes: With which it is complete after hands_in, where that is not so as it is shipped.
        inside: The same, inside the element.
        many: Tables in which one person has any number of rows.
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
    long_text: tuple[str, int] = ("", 0)
    last_step: str = ""
    service: str = ""
    shared: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    learner_reads: tuple[str, ...] = ()
    asking: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: str = ""

    def olx(self, name: str, inside: str = "", **attributes: Any) -> str:
        """The block as OLX."""
        words = "".join(f' {each}="{value}"' for each, value in {**self.attributes, **attributes}.items())
        return f'<{self.block_type} url_name="{name}"{words}>{inside or self.inside}</{self.block_type}>'

    def body(self, handler: str) -> dict[str, Any]:
        """A request that the handler takes from whom it serves, with a key of its own."""
        values = {**self.learner_writes, **self.staff_writes, **self.author_writes}[handler]()
        return {"key": key(), "version": 0, "values": values}

    def handing_in(self, text: str) -> dict[str, Any]:
        """A request that makes the block complete, with a text in its longest field."""
        body = self.body(self.hands_in)
        body["values"][self.long_text[0]] = text
        return body


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
            long_text=("reflection", 2_000),
            last_step="competence_self_assessment.services.statistics_rows.settle",
            service="competence_self_assessment.handlers.submit_round",
            shared=frozenset({"competence_self_assessment.FrameworkVersion"}),
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
        Case(
            block_type="peer_idea_board",
            package="peer_idea_board",
            learner_writes={
                "mark_seen": dict,
                "search_ideas": lambda: {"text": SECRET},
                "find_alike": lambda: {"title": SECRET, "text": ""},
                "set_mail": lambda: {"wanted": "on"},
                "save_draft": lambda: board.idea(SECRET),
                "post_idea": lambda: board.idea(SECRET),
            },
            learner_reads=("show_board", "list_ideas", "show_form"),
            staff_reads=(
                "show_figures",
                "show_waiting",
                "show_reports",
                "show_pending",
                "show_hidden",
                "show_twins",
                "show_tools",
                "show_log",
                "show_exports",
            ),
            staff_writes={},
            author_writes={"save_settings": lambda: {**SETTINGS, "display_name": "Changed by an author"}},
            settings={
                "display_name": "Ein „Titel“ & mehr",
                "introduction": "<p>Take <em>five</em> minutes &amp; a pen.</p>",
                "structure": "own",
                "own_structure": OWN,
                "seeds": [{**PAGE, "title": "Lunch „for“ <carers> & others"}],
                "post_quota": 2,
                "feedback_quota": 4,
                "feedback_wanted": 3,
                "lease_minutes": 90,
                "vote_kind": "dots",
                "dots": 6,
                "dots_per_idea": 2,
                "votes_shown": "always",
                "names": "name",
                "groups": "team",
                "teamset": "projects",
                "pre_approval": True,
                "allow_reuse": False,
                "phases": {"post": {"closes_after_days": 14}, "vote": {"opens_at": "2027-03-01T08:30:00+00:00"}},
                "participation_points": 4,
                "olx_problems": ["Something was left out."],
            },
            broken={
                "a structure of one's own that is none": 'structure="own"|<own_structure>{"parts": 5}</own_structure>',
                "a structure of one's own that is no mapping": 'structure="own"|<own_structure>[</own_structure>',
                "a structure that does not ship": 'structure="no_such"|',
                "a structure of nothing": f"|<option:structure {_NOTHING}/>",
                "a title of nothing": f"|<option:display_name {_NOTHING}/>",
                "seeds that are none": '|<seeds>[5, {"title": 5}, {"id": "s", "title": "T", "content": []}]</seeds>',
                "seeds of nothing": f"|<option:seeds {_NOTHING}/>",
                "quotas that are no numbers": 'post_quota="two" feedback_quota="[]" feedback_wanted="0"|',
                "quotas of nothing": 'post_quota="null" feedback_quota="null" feedback_wanted="null"|',
                "votes of a kind that does not exist": 'vote_kind="stars" votes_shown="never"|',
                "more dots than there are": 'vote_kind="dots" dots="1" dots_per_idea="9"|',
                "phases that are none": """phases='{"post": 5}'|""",
                "phases of nothing": 'phases="null"|',
                "points of nothing": 'participation_points="null"|',
                "an introduction that is no HTML": "|<introduction>&lt;p &lt;&lt; &amp;</introduction>",
                "teams that do not exist": 'groups="team" teamset="no such"|',
                "a stray child": "|<problem/>",
                "an unknown attribute": 'colour="blue"|',
            },
            shown="No ideas yet. Yours can be the first.",
            hands_in="post_idea",
            long_text=("part.idea", 1_000),
            last_step="peer_idea_board.services.counts.add",
            service="peer_idea_board.handlers.ideas.post_idea",
            shared=frozenset({"peer_idea_board.BoardVersion"}),
            asking=frozenset({"search_ideas", "find_alike"}),
            many=frozenset({"Comment", "Idea", "ModerationEntry", "Revision"}),
            later=frozenset(
                {
                    "answer_feedback",
                    "decide_items",
                    "erase_trial",
                    "follow_idea",
                    "give_feedback",
                    "list_comments",
                    "list_feedback",
                    "mark_idea",
                    "merge_ideas",
                    "mute_author",
                    "post_comment",
                    "prepare_export",
                    "report_content",
                    "reveal_author",
                    "revise_idea",
                    "show_idea",
                    "skip_turn",
                    "take_turn",
                    "unmute_member",
                    "vote_for_idea",
                    "withdraw_comment",
                    "withdraw_idea",
                }
            ),
        ),
        Case(
            block_type="creativity_team_exercise",
            package="creativity_team_exercise",
            learner_writes={
                "save_draft": lambda: {"form": "join", "alone": "", "idea": SECRET},
                "set_mail": lambda: {"wanted": "on"},
                "drop_draft": lambda: {"form": "join"},
                "join_team": lambda: {"form": "join", "alone": "", "idea": SECRET},
            },
            learner_reads=("show_exercise",),
            attributes={"technique": "own"},
            inside=f"<own_technique>{json.dumps(ONE_IDEA)}</own_technique>",
            staff_reads=("show_figures", "show_teams", "show_reports", "show_log", "show_exports"),
            staff_writes={},
            author_writes={"save_settings": lambda: {**TEAM_SETTINGS, "display_name": "Changed by an author"}},
            settings={
                "display_name": "Ein „Titel“ & mehr",
                "introduction": "<p>Take <em>five</em> minutes &amp; a pen.</p>",
                "question": "How can <neighbours> share „more“ & own less?",
                "technique": "own",
                "own_technique": TEAM_TECHNIQUE,
                "hours": {"ideas": 12},
                "rounds": 3,
                "teams": "platform",
                "teamset": "projects",
                "size": 4,
                "matched_by": "language",
                "merge_hours": 48,
                "seeds": [{"id": "s_1", "text": "A „shelf“ for <tools> & books"}],
                "allow_reuse": False,
                "participation_points": 4,
                "olx_problems": ["Something was left out."],
            },
            broken={
                "a technique of one's own that is none": 'technique="own"|<own_technique>{"steps": 5}</own_technique>',
                "a technique of one's own that is no mapping": 'technique="own"|<own_technique>[</own_technique>',
                "a technique that does not ship": 'technique="no_such"|',
                "a technique of nothing": f"|<option:technique {_NOTHING}/>",
                "a title of nothing": f"|<option:display_name {_NOTHING}/>",
                "a question of nothing": f"|<option:question {_NOTHING}/>",
                "seeds that are none": '|<seeds>[5, {"text": 5}, {"id": "s", "text": ""}]</seeds>',
                "seeds of nothing": f"|<option:seeds {_NOTHING}/>",
                "numbers that are none": 'size="many" rounds="[]" merge_hours="soon"|',
                "numbers of nothing": 'size="null" rounds="null" merge_hours="null" participation_points="null"|',
                "numbers out of reach": 'size="999" rounds="-4" merge_hours="-1"|',
                "hours that are none": """hours='{"ideas": "long"}'|""",
                "hours of nothing": 'hours="null"|',
                "teams of a kind that does not exist": 'teams="crowd" matched_by="shoes"|',
                "an introduction that is no HTML": "|<introduction>&lt;p &lt;&lt; &amp;</introduction>",
                "a stray child": "|<problem/>",
                "an unknown attribute": 'colour="blue"|',
            },
            shown="Join a team with this idea",
            hands_in="join_team",
            long_text=("idea", 600),
            last_step="creativity_team_exercise.services.counts.add",
            service="creativity_team_exercise.handlers.joining.join_team",
            shared=frozenset({"creativity_team_exercise.PlanVersion", "creativity_team_exercise.Lobby"}),
            many=frozenset({"Choice", "Entry", "HelpEntry", "ResultVersion", "Turn"}),
            later=frozenset(
                {
                    "choose_entries",
                    "close_stage",
                    "combine_entries",
                    "erase_trial",
                    "extend_stage",
                    "find_person",
                    "finish_stage",
                    "go_alone",
                    "hand_in",
                    "hide_entry",
                    "keep_entry",
                    "leave_team",
                    "mark_pair",
                    "mark_seen",
                    "merge_teams",
                    "move_person",
                    "report_entry",
                    "restore_entry",
                    "reveal_people",
                    "save_result",
                    "seed_team",
                    "show_history",
                    "show_step",
                    "show_team",
                    "show_work",
                    "start_export",
                    "tag_entry",
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
