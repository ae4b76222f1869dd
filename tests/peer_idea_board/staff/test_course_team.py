"""The course team's regions: what is in them, what can be done there, and who may not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bizmooc.hosting.people import Enrolled
from bizmooc.models import AccessLog
from peer_idea_board.models import Comment, Feedback, Idea, Member, ModerationEntry, Report, State
from peer_idea_board.services.recount import recount
from peer_idea_board.staff_handlers import CourseTeamHandlers
from tests.peer_idea_board.acting import STRUCTURE, act, all_rows, board, done, give, home, key, post, read
from tests.peer_idea_board.staff.course_team import (
    ANNA,
    BEN,
    CARLA,
    DORA,
    STAFF,
    decide,
    fresh,
    hide,
    key_of,
    look,
)
from tests.support.bare_host import BareHost, Campus, Person, call
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db
LOOKS = (
    "show_figures", "show_waiting", "show_reports", "show_pending", "show_hidden", "show_log", "show_twins",
    "show_tools", "show_exports",
)  # fmt: skip


def _reported(host: BareHost, idea: Idea, *people: Person, target: str = "idea", target_id: int = 0) -> None:
    for person in people:
        values = {"target": target, "target_id": target_id or idea.pk, "why": "spam", "text": "Look at this"}
        done(act(host, person, "report_content", **values))


def _known(*people: Person) -> None:
    """The host knows who is behind these ids."""
    Campus.people = [
        Enrolled(at, one.number, f"user{one.number}", f"Name {one.number}", (one.anonymous_id,))
        for at, one in enumerate(people, start=1)
    ]


class TestWhoMay:
    @pytest.mark.parametrize("name", LOOKS)
    @pytest.mark.parametrize("person", [ANNA, Person(5, is_authenticated=False)])
    def test_looks_are_for_the_course_team(self, name, person):
        assert read(board(), person, name).status == 403

    @pytest.mark.parametrize(
        "name",
        ["decide_items", "mark_idea", "merge_ideas", "mute_author", "unmute_member", "reveal_author", "prepare_export"],
    )
    @pytest.mark.parametrize("person", [ANNA, Person(5, is_authenticated=False)])
    def test_acts_are_for_the_course_team(self, name, person):
        host = board()
        idea = post(host, BEN)
        before = all_rows()
        answer = act(host, person, name, idea=idea.pk, item=[f"idea:{idea.pk}"], act="hide", reason="x", region="tools")
        assert answer.status == 403
        assert all_rows() == before

    def test_every_one_of_their_handlers_is_in_this_file(self):
        names = {name for name, value in vars(CourseTeamHandlers).items() if hasattr(value, "audience")}
        acts = {
            "decide_items", "mark_idea", "merge_ideas", "mute_author", "unmute_member", "reveal_author",
            "prepare_export",
        }  # fmt: skip
        assert names == acts | set(LOOKS)

    @pytest.mark.parametrize("name", LOOKS)
    def test_looking_writes_nothing(self, name):
        host = board()
        idea = post(host, ANNA)
        _reported(host, idea, BEN)
        before = all_rows()
        look(host, name)
        assert all_rows() == before

    def test_the_menu_is_on_their_page_alone(self):
        host = board()
        assert 'data-load="show_waiting"' in home(host, STAFF)
        assert 'data-load="show_waiting"' not in home(host, ANNA)


class TestWaiting:
    def test_oldest_first_and_without_those_answered(self):
        host = board()
        ideas = [post(host, person, f"Title of {person.number}") for person in (ANNA, BEN, CARLA)]
        give(host, DORA, ideas[1])
        html = look(host, "show_waiting")
        assert html.index("Title of 1") < html.index("Title of 3")
        assert "Title of 2" not in html

    def test_pages_go_on_where_the_last_ended(self):
        host = board()
        first = post(host, ANNA, "Number 0")
        _copies(first, 30)
        html = look(host, "show_waiting")
        assert "Number 19<" in html
        assert "Number 20<" not in html
        after = html.partition('name="after" value="')[2].partition('"')[0]
        html = look(host, "show_waiting", after=after)
        assert "Number 20<" in html
        assert "Number 19<" not in html

    def test_asking_for_feedback(self):
        host = board()
        idea = post(host, ANNA)
        answer = done(act(host, STAFF, "mark_idea", idea=idea.pk, act="ask", region="waiting"))
        assert "pinned" in answer.body["announce"]
        assert fresh(idea).is_pinned
        assert ModerationEntry.objects.get().act == "ask"

    def test_answering_from_the_list(self, campus):
        campus.team = {STAFF.number}
        host = board()
        idea = post(host, ANNA)
        give(host, STAFF, idea)
        assert "No idea is without an answer." in look(host, "show_waiting")

    def test_ideas_of_every_group_can_be_opened_and_answered(self, campus):
        campus.team = {STAFF.number}
        campus.cohorts = {ANNA.number: "Red", BEN.number: "Blue", STAFF.number: "Red"}
        host = board(groups="cohort")
        reds, blues = (post(host, person) for person in (ANNA, BEN))
        assert look(host, "show_waiting").count('data-handler="take_turn"') == 2
        for idea in (reds, blues):
            assert idea.title in done(read(host, STAFF, "show_idea", idea=idea.pk)).body["html"]
            give(host, STAFF, idea)
        assert "No idea is without an answer." in look(host, "show_waiting")

    def test_a_learners_view_has_no_such_right(self, campus):
        campus.team = {STAFF.number}
        campus.cohorts = {BEN.number: "Blue", STAFF.number: "Red"}
        host = board(groups="cohort")
        blues = post(host, BEN)
        assert read(host, Person(STAFF.number), "show_idea", idea=blues.pk).status == 404


class TestReports:
    def test_what_is_said_about_a_thing_stands_together(self):
        host = board()
        idea = post(host, ANNA, "Buy my watches")
        _reported(host, idea, BEN, CARLA)
        html = look(host, "show_reports")
        assert html.count("Buy my watches") == 1
        assert html.count("Look at this") == 2

    @pytest.mark.parametrize(("decision", "state", "outcome"), [("hide", "hidden", "hidden"), ("keep", "live", "kept")])
    def test_decided(self, decision, state, outcome):
        host = board()
        idea = post(host, ANNA)
        _reported(host, idea, BEN)
        answer = done(decide(host, decision, key_of(idea), reason="Why not"))
        assert "Nothing is reported." in answer.body["html"]
        assert (fresh(idea).state, Report.objects.get().outcome) == (state, outcome)

    def test_what_its_author_took_back_is_not_read_by_the_course_team_either(self):
        host = board()
        idea = post(host, ANNA, "Never mind this")
        done(act(host, CARLA, "post_comment", idea=idea.pk, text="Nor this remark"))
        remark = Comment.objects.get()
        _reported(host, idea, BEN)
        _reported(host, idea, BEN, target="comment", target_id=remark.pk)
        done(act(host, CARLA, "withdraw_comment", comment=remark.pk))
        done(act(host, ANNA, "withdraw_idea", idea=idea.pk))
        html = look(host, "show_reports")
        assert html.count("taken back by its author") == 2
        assert "Never mind this" not in html
        assert "What I say about" not in html
        assert "Nor this remark" not in html
        # The reports can be closed.
        done(decide(host, "keep", key_of(idea), key_of(remark)))
        assert not Report.objects.filter(outcome="open").exists()

    def test_hiding_needs_a_reason(self):
        host = board()
        idea = post(host, ANNA)
        answer = decide(host, "hide", key_of(idea), reason="  ")
        assert (answer.status, list(answer.body["fields"])) == (422, ["reason"])
        assert fresh(idea).state == State.LIVE

    @pytest.mark.parametrize(
        "items", [[], ["idea:x"], ["member:1"], ["idea:1;"], ["idea:" + "9" * 19], ["idea"], ["x"] * 2]
    )
    def test_only_things_can_be_ticked(self, items):
        answer = act(board(), STAFF, "decide_items", region="reports", act="keep", item=items)
        assert (answer.status, list(answer.body["fields"])) == (422, ["item"])

    def test_many_at_once_and_what_fails_stops_no_other(self):
        host = board()
        ideas = [post(host, person) for person in (ANNA, BEN)]
        answer = hide(host, key_of(ideas[0]), "idea:999999", key_of(ideas[1]))
        assert "2 are done." in answer.body["announce"]
        assert "999999" in answer.body["announce"]
        assert {fresh(one).state for one in ideas} == {State.HIDDEN}

    def test_an_event_for_each_act_that_changed_something(self, django_capture_on_commit_callbacks):
        host = board()
        idea = post(host, ANNA)
        block = host.block(STAFF)
        values = {"region": "reports", "item": [key_of(idea)], "act": "hide", "reason": "x"}
        with django_capture_on_commit_callbacks(execute=True):
            for _time in range(2):
                call(block, "decide_items", {"key": key(), "values": values})
        events = [payload for name, payload in block.runtime.published if name.endswith("content.moderated")]
        expected = {"act": "hide", "target": "idea", "target_id": idea.pk, "usage_key": str(host.usage_key)}
        assert events == [expected]


class TestApproval:
    def test_ideas_wait_and_are_put_on_the_board(self):
        host = board(pre_approval=True)
        idea = post(host, ANNA, "Wait for it")
        assert "Wait for it" not in done(read(host, BEN, "show_board")).body["html"]
        assert "Wait for it" in look(host, "show_pending")
        done(decide(host, "approve", key_of(idea), region="pending"))
        assert "Wait for it" in done(read(host, BEN, "show_board")).body["html"]
        assert "No idea waits." in look(host, "show_pending")


class TestHidden:
    def test_listed_with_its_reason_and_shown_again(self):
        host = board()
        idea = post(host, ANNA, "Under the carpet")
        given = give(host, BEN, idea)
        hide(host, key_of(given), reason="Too harsh")
        html = look(host, "show_hidden")
        assert "Too harsh" in html
        assert given.works in html
        answer = done(decide(host, "restore", key_of(given), region="hidden"))
        assert "Nothing is hidden." in answer.body["html"]
        assert Feedback.objects.get().shown == "live"

    def test_who_is_paused_is_listed_and_can_write_again(self):
        host = board()
        idea = post(host, ANNA)
        done(act(host, STAFF, "mute_author", target="idea", target_id=idea.pk, region="tools", wanted="yes"))
        member = Member.objects.get(participant=ANNA.anonymous_id)
        assert member.is_muted
        assert act(host, ANNA, "post_comment", idea=idea.pk, text="But").status == 403
        assert member.alias in look(host, "show_hidden")
        done(act(host, STAFF, "unmute_member", member=member.pk))
        assert not Member.objects.get(pk=member.pk).is_muted


class TestTools:
    def test_all_of_an_idea(self):
        host = board()
        idea = post(host, ANNA, "The one")
        given = give(host, BEN, idea)
        done(act(host, CARLA, "post_comment", idea=idea.pk, text="A remark"))
        html = look(host, "show_tools", idea=idea.pk)
        for text in ("The one", given.works, "A remark", "Pin to the top", "Recommend", "Merge"):
            assert text in html

    @pytest.mark.parametrize(("what", "name"), [("pin", "is_pinned"), ("endorse", "is_endorsed")])
    def test_marks(self, what, name):
        host = board()
        idea = post(host, ANNA)
        for wanted in (True, False):
            answer = act(host, STAFF, "mark_idea", idea=idea.pk, act=what if wanted else f"un{what}", region="tools")
            assert answer.status == 200
            assert getattr(fresh(idea), name) is wanted

    def test_not_those_of_another_block_nor_what_was_taken_back(self):
        here, there = board(), board()
        other, mine = post(there, ANNA), post(here, BEN)
        done(act(here, BEN, "withdraw_idea", idea=mine.pk))
        for idea in (other, mine):
            assert read(here, STAFF, "show_tools", idea=idea.pk).status == 404
            assert act(here, STAFF, "mark_idea", idea=idea.pk, act="pin", region="tools").status >= 400

    def test_merging_from_the_tools_and_from_the_list(self):
        host = board()
        stays = post(host, ANNA, "Bike repair at the station")
        twin, other = post(host, BEN, "Repair bike at the station"), post(host, CARLA, "Something else")
        html = look(host, "show_twins")
        assert f"Merge {twin.pk} into {stays.pk}" in html
        assert "Something else" not in html
        values = {"idea": twin.pk, "into": stays.pk, "region": "twins"}
        done(act(host, STAFF, "merge_ideas", **values))
        assert fresh(twin).merged_into_id == stays.pk
        values = {"idea": other.pk, "into": stays.pk, "region": "tools", "reason": "The same"}
        done(act(host, STAFF, "merge_ideas", **values))
        assert "No two titles sound alike." in look(host, "show_twins")
        assert "The same" in look(host, "show_log")

    def test_groups_keep_apart(self, campus):
        campus.cohorts = {1: "Red", 2: "Blue", 3: "Red"}
        host = board(groups="cohort")
        ideas = [post(host, person, "Bike repair at the station") for person in (ANNA, BEN)]
        assert "No two titles sound alike." in look(host, "show_twins")
        assert act(host, STAFF, "merge_ideas", idea=ideas[0].pk, into=ideas[1].pk, region="tools").status == 409
        html = look(host, "show_waiting")
        assert "Red" in html
        assert "Blue" in html


class TestWhoIsThis:
    def test_only_those_asked_for_and_it_is_written_down(self):
        _known(ANNA, BEN)
        host = board()
        idea = post(host, ANNA)
        post(host, BEN)
        assert "Name 1" not in look(host, "show_tools", idea=idea.pk)
        answer = done(act(host, STAFF, "reveal_author", target="idea", target_id=idea.pk, region="tools"))
        assert "Name 1 (user1)" in answer.body["html"]
        assert answer.body["region"] == f"tools-idea-{idea.pk}"
        entry = AccessLog.objects.get()
        assert (entry.act, entry.people, entry.viewer) == ("reveal_author", 1, STAFF.anonymous_id)

    def test_nobody_of_another_block(self):
        _known(ANNA)
        here, there = board(), board()
        idea = post(there, ANNA)
        assert act(here, STAFF, "reveal_author", target="idea", target_id=idea.pk, region="tools").status == 404
        assert not AccessLog.objects.exists()

    def test_whom_the_host_does_not_know(self):
        host = board()
        idea = post(host, ANNA)
        answer = done(act(host, STAFF, "reveal_author", target="idea", target_id=idea.pk, region="tools"))
        assert "nobody this host knows" in answer.body["html"]


@pytest.mark.parametrize("text", XSS)
def test_what_learners_write_runs_in_no_region(text):
    host = board()
    parts = {f"part.{part}": f"{text} and more of it" for part in ("problem", "people", "idea")}
    idea = post(host, ANNA, text[:110], **{name: value for name, value in parts.items() if name in _part_fields()})
    given = give(
        host, BEN, idea, works=f"{text} is what works here, I think.", next_step=f"{text} is the next step to do."
    )
    done(act(host, ANNA, "answer_feedback", feedback=given.pk, reply=text))
    done(act(host, CARLA, "post_comment", idea=idea.pk, text=text))
    done(
        act(host, DORA, "report_content", target="comment", target_id=Comment.objects.get().pk, why="other", text=text)
    )
    waiting = post(host, DORA, text[:110])
    hide(host, key_of(given), reason=text)
    for name in LOOKS:
        assert dangers(look(host, name)) == [], name
    assert dangers(look(host, "show_tools", idea=idea.pk)) == []
    assert dangers(look(host, "show_tools", idea=waiting.pk)) == []


def _part_fields() -> set[str]:
    return {f"part.{part.id}" for part in STRUCTURE.parts}


def _copies(idea: Idea, count: int) -> None:
    """Let there be more ideas like one, of other people."""
    rows = []
    for number in range(1, count):
        row = Idea.objects.get(pk=idea.pk)
        row.pk, row.participant, row.title = None, f"{number + 50_000:032x}", f"Number {number}"
        rows.append(row)
    Idea.objects.bulk_create(rows)
    recount()


# What is looked at, and how many queries it takes at any number of ideas.
PINNED = {
    "show_figures": 5,
    "show_waiting": 3,
    "show_reports": 4,
    "show_pending": 1,
    "show_hidden": 5,
    "show_log": 2,
    "show_twins": 3,
    "show_exports": 5,
}


@pytest.mark.parametrize("crowd", [2, 60])
@pytest.mark.parametrize("name", PINNED)
def test_queries_are_the_same_at_any_size(name, crowd):
    host = board()
    idea = post(host, ANNA, "Number 0")
    _copies(idea, crowd)
    for one in Idea.objects.all()[: min(crowd, 15)]:
        _reported(host, one, BEN)
    for one in Idea.objects.order_by("-pk")[: 1 if crowd == 2 else 20]:
        hide(host, key_of(one))
    block = host.block(STAFF)
    with CaptureQueriesContext(connection) as queries:
        assert call(block, name, method="GET").status == 200
    assert len(queries) == PINNED[name], [query["sql"][:120] for query in queries]
