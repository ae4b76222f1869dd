"""What a learner reads: where they are, what is asked now, until when, and what comes next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import crum
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bizmooc.hosting.participant import Place
from creativity_team_exercise import pages
from creativity_team_exercise.models import Entry, HelpEntry, Team
from creativity_team_exercise.pages import words
from tests.creativity_team_exercise.acting import (
    act,
    all_rows,
    done,
    exercise,
    hand_in,
    home,
    join,
    member,
    parsed,
    read,
    words_of,
)
from tests.support.bare_host import BareHost, Person

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA = (Person(number) for number in (1, 2, 3))
QUESTION = "How can the library be open longer?"
SEEDS = [{"id": f"s{number}", "text": f"An idea of the author's, number {number}"} for number in range(5)]


def own_technique(*steps: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an exercise with a technique of its author's own."""
    return {"technique": "own", "own_technique": {"title": "Ours", "summary": "S", "steps": list(steps)}}


def a_step(name: str, kind: str, **values: Any) -> dict[str, Any]:
    """Return a step of an author's own technique."""
    return {"id": name, "kind": kind, "title": name.title(), "ask": f"Do {name}.", "minutes": 5, "hours": 48, **values}


def let_time_go_by(host: BareHost) -> None:
    """Let the stage that is open end by time."""
    here = Team.objects.filter(usage_key=str(host.usage_key), closes_at__isnull=False)
    here.update(closes_at=timezone.now() - timedelta(minutes=1))


def form_fields(page: str, handler: str = "hand_in") -> list[str]:
    """Return the names of the text fields of a form."""
    return parsed(page).xpath(f'//form[@data-handler="{handler}"]//textarea/@name')


class TestJoining:
    def test_shows_the_question_the_technique_and_both_ways(self):
        page = words_of(home(exercise(question=QUESTION, size=4), ANNA))
        assert QUESTION in page
        assert "Brainwriting 6-3-5" in page
        assert "a team of up to 4 people" in page
        assert "Join a team with this idea" in page
        assert "Work alone with this idea" in page

    def test_says_who_sees_what(self):
        page = words_of(home(exercise(), ANNA))
        assert "under a made-up name, never your own" in page
        assert "The course team can read everything" in page

    def test_without_teams_there_is_one_way(self):
        page = words_of(home(exercise(teams="alone"), ANNA))
        assert "Begin with this idea" in page
        assert "team with this idea" not in page

    def test_asks_for_consent_only_where_ideas_may_be_shown(self):
        asked = parsed(home(exercise(), ANNA)).xpath('//input[@name="may_be_reused"]')
        assert len(asked) == 1
        assert asked[0].get("checked") is None
        assert 'name="may_be_reused"' not in home(exercise(allow_reuse=False), ANNA)

    @pytest.mark.parametrize(("matched_by", "answer"), [("language", "Deutsch"), ("time_zone", "UTC+1"), ("", None)])
    def test_asks_for_what_people_are_matched_by(self, matched_by, answer):
        page = parsed(home(exercise(matched_by=matched_by), ANNA))
        answers = [one.text_content() for one in page.xpath('//select[@name="preference"]/option')]
        assert (answer in answers) if answer else answers == []

    def test_nobody_in_particular_is_asked_to_sign_in(self):
        page = home(exercise(), Person(99, is_authenticated=False))
        assert "sign in" in page
        assert "data-visit" not in page
        assert "<form" not in page

    def test_a_draft_comes_back(self):
        host = exercise()
        done(act(host, ANNA, "save_draft", form="join", idea="Half an id"))
        assert "Half an id" in home(host, ANNA)

    def test_authors_see_it_without_anybody(self):
        block = exercise(question=QUESTION).block(ANNA)
        before = all_rows()
        assert QUESTION in pages.preview_html(block)["home"]
        assert all_rows() == before


class TestSheets:
    def test_first_there_is_ones_own_sheet_and_two_more_ideas_to_write(self):
        host = exercise(question=QUESTION, size=3)
        join(host, ANNA)
        page = home(host, ANNA)
        assert "Your own sheet" in words_of(page)
        assert "Asked now · round 1 · about 10 minutes" in words_of(page)
        assert "Open until" in words_of(page)
        assert "in about 2 days" in words_of(page)
        assert form_fields(page) == ["text..0", "text..1", "text..2"]
        labels = [one.text_content() for one in parsed(page).xpath("//textarea/preceding-sibling::label")]
        assert labels == ["Entry 2", "Entry 3", "Entry 4"]
        assert parsed(page).xpath('//li[@aria-current="step"]')[0].text_content().endswith("Sheets go round")

    def test_nobody_sees_anothers_sheet_before_it_comes_round(self):
        host = exercise(size=3)
        join(host, ANNA, "A secret library")
        join(host, BEN, "A tool library")
        assert "secret" not in home(host, BEN)
        let_time_go_by(host)
        page = words_of(home(host, BEN))
        assert "The sheet of" in page
        assert "A secret library" in page
        assert "A tool library" not in page

    def test_who_is_done_is_told_what_comes_and_when_and_of_nobody_to_wait_for(self):
        host = exercise(size=3)
        join(host, ANNA), join(host, BEN)
        done(hand_in(host, ANNA, "sheets", "Two", "Three"))
        page = words_of(home(host, ANNA))
        assert "You are done with this step." in page
        assert "Others can still join your team. Next: round 2, on " in page
        assert "Done with this step: 1 of 2 people." in page
        assert "wait" not in page.split("How it works")[0]
        assert 'data-handler="finish_stage"' not in home(host, ANNA)

    def test_goes_back_to_what_others_wrote_not_to_ones_own_of_now(self):
        host = exercise(size=2)
        join(host, ANNA, "From Anna"), join(host, BEN, "From Ben")
        assert "parent." not in home(host, BEN)
        let_time_go_by(host)
        options = parsed(home(host, BEN)).xpath('//select[@name="parent..0"]/option/text()')
        assert options == ["nothing in particular", "From Anna"]

    def test_alone_there_is_no_end_and_ideas_come_from_the_pool(self):
        host = exercise(teams="alone", seeds=SEEDS)
        join(host, ANNA)
        assert "Open until" not in words_of(home(host, ANNA))
        done(hand_in(host, ANNA, "sheets", "Two", "Three"))
        done(act(host, ANNA, "mark_seen", stage=""))
        page = words_of(home(host, ANNA))
        assert "round 2 of 3" in page
        assert page.count("dealt from the pool") == 3
        assert "If this team is not for you" not in page

    def test_a_step_that_has_ended_can_be_looked_back_at(self):
        host = exercise(size=2, rounds=1)
        join(host, ANNA, "From Anna"), join(host, BEN, "From Ben")
        assert read(host, ANNA, "show_step", step="sorted").status == 404
        let_time_go_by(host)
        page = words_of(done(read(host, ANNA, "show_step", step="sheets")).body["html"])
        assert "Your own sheet" in page
        assert "From Ben" in page
        marks = parsed(home(host, ANNA)).xpath('//button[@data-load="show_step"]/@data-values')
        assert marks == ['{"step": "sheets"}']

    def test_somebody_who_has_not_begun_has_nothing_to_look_back_at(self):
        host = exercise(size=2)
        join(host, ANNA)
        assert read(host, BEN, "show_step", step="sheets").status == 404


class TestWriting:
    def test_each_prompt_has_its_fields_and_its_question(self):
        prompts = [{"id": "who", "title": "Who", "ask": "For whom?"}, {"id": "what", "title": "What", "ask": ""}]
        host = exercise(**own_technique(a_step("first", "write", prompts=prompts, wanted=2, at_most=2)))
        join(host, ANNA)
        page = home(host, ANNA)
        assert form_fields(page) == ["text.who.0", "text.what.0", "text.what.1"]
        assert "For whom?" in page

    def test_others_ideas_are_shown_once_one_is_done_oneself_where_the_step_shows_them(self):
        host = exercise(size=3, **own_technique(a_step("first", "write", sees="team", wanted=2)))
        join(host, ANNA, "A secret library")
        done(hand_in(host, ANNA, "first", "Another one"))
        join(host, BEN)
        assert "secret" not in home(host, BEN)
        done(hand_in(host, BEN, "first", "Mine"))
        assert "What others have handed in" in words_of(home(host, BEN))
        assert "secret" in home(host, BEN)

    def test_where_one_has_to_go_back_there_is_a_field_under_each(self):
        second = a_step("second", "write", uses=["first"], builds="must", wanted=1)
        host = exercise(teams="alone", **own_technique(a_step("first", "write", wanted=1), second))
        join(host, ANNA, "Close it at noon")
        first = Entry.objects.get(text="Close it at noon")
        page = home(host, ANNA)
        assert form_fields(page) == [f"on.{first.pk}."]
        assert "Close it at noon" in words_of(page)
        sent = {f"on.{first.pk}.": "Open it at noon"}
        done(act(host, ANNA, "hand_in", form="", step="second", round=0, **sent))
        assert Entry.objects.get(text="Open it at noon").parent == first

    def test_where_the_steps_before_came_to_nothing_one_can_go_on(self):
        second = a_step("second", "write", uses=["first"], builds="must", wanted=1)
        host = exercise(teams="alone", **own_technique(a_step("first", "write", wanted=1), second))
        join(host, ANNA, "Close it at noon")
        Entry.objects.update(is_hidden=True)
        page = home(host, ANNA)
        assert "There is nothing to go back to" in page
        done(act(host, ANNA, "finish_stage", step="second", round=0))
        assert "This is what came of it" in home(host, ANNA)

    def test_what_was_being_written_when_a_step_ended_is_kept_and_can_be_handed_in(self):
        host = exercise(size=2)
        team = join(host, ANNA).team
        join(host, BEN)
        form = f"write:{team.pk}:sheets:0"
        done(act(host, ANNA, "save_draft", form=form, step="sheets", round=0, **{"text..0": "Half a text"}))
        assert home(host, ANNA).count("Half a text") == 1
        assert "ended while you were writing" not in home(host, ANNA)
        let_time_go_by(host)
        page = home(host, ANNA)
        assert "ended while you were writing" in page
        assert "Half a text" in page
        late = parsed(page).xpath('//section[contains(@class, "cte-late")]//form')[0]
        assert late.get("data-autosave") is None
        sent = {one.get("name"): one.get("value") for one in late.xpath('.//input[@type="hidden"]')}
        done(act(host, ANNA, "hand_in", **sent, **{"text..0": "Half a text"}))
        assert Entry.objects.get(text="Half a text").is_late
        assert "ended while you were writing" not in home(host, ANNA)

    def test_or_it_is_thrown_away(self):
        host = exercise(size=2)
        team = join(host, ANNA).team
        join(host, BEN)
        form = f"write:{team.pk}:sheets:0"
        done(act(host, ANNA, "save_draft", form=form, step="sheets", round=0, **{"text..0": "Half a text"}))
        let_time_go_by(host)
        done(act(host, BEN, "drop_draft", form=form))
        assert "Half a text" in home(host, ANNA)
        done(act(host, ANNA, "drop_draft", form=form))
        assert "Half a text" not in home(host, ANNA)


class TestFrame:
    def test_a_hidden_entry_is_seen_by_its_author_only_who_is_told(self):
        host = exercise(size=2)
        join(host, ANNA, "Rude words"), join(host, BEN)
        Entry.objects.filter(text="Rude words").update(is_hidden=True)
        assert "hidden by the course team: only you still see it" in words_of(home(host, ANNA))
        let_time_go_by(host)
        assert "Rude words" not in home(host, BEN)

    def test_whoever_left_is_nobody(self):
        host = exercise(size=2)
        join(host, ANNA, "From Anna"), join(host, BEN)
        alias = member(host, ANNA).alias
        done(act(host, ANNA, "go_alone"))
        let_time_go_by(host)
        page = words_of(home(host, BEN))
        assert "From Anna somebody who has left" in page
        assert alias not in page

    def test_the_end_says_thank_you_and_leads_to_the_work(self):
        host = exercise(teams="alone", **own_technique(a_step("first", "write", wanted=1)))
        join(host, ANNA)
        page = home(host, ANNA)
        assert "This is what came of it" in page
        assert 'data-load="show_work"' in page
        assert "data-handler" not in page.split("cte-now")[1].split("cte-here")[0]

    def test_the_course_team_can_take_its_trial_back(self, campus):
        campus.team = {ANNA.number}
        host = exercise(size=2)
        assert "Erase my trial" not in home(host, ANNA)
        with crum.impersonate(ANNA):
            assert join(host, ANNA).team.is_course_team
            assert "Erase my trial" in home(host, ANNA)
            done(act(host, ANNA, "erase_trial"))
            assert "Join a team" in home(host, ANNA)

    def test_staff_see_their_part_and_learners_do_not(self):
        host = exercise()
        staff = home(host, Person(7, is_staff=True))
        assert 'class="bizmooc-staff"' in staff
        assert "bizmooc-staff" not in home(host, ANNA)

    def test_views_write_nothing(self):
        host = exercise(seeds=SEEDS, size=2)
        join(host, ANNA)
        let_time_go_by(host)
        before, states = all_rows(), {number: dict(state) for number, state in host.states.items()}
        home(host, ANNA), home(host, BEN), read(host, ANNA, "show_exercise")
        assert all_rows() == before
        assert {number: state for number, state in host.states.items() if state} == {
            number: state for number, state in states.items() if state
        }

    def test_ids_are_unique_on_the_page(self):
        host = exercise(size=2, question=QUESTION)
        join(host, ANNA), join(host, BEN)
        let_time_go_by(host)
        ids = parsed(home(host, BEN)).xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_texts_are_shown_as_texts(self):
        host = exercise(size=2, question="<b>Why?</b>")
        join(host, ANNA, "<script>alert(1)</script>")
        page = home(host, ANNA)
        assert "<script>alert" not in page
        assert "<b>Why" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_the_stage_on_the_page_is_the_one_of_the_clock(self):
        host = exercise(size=2)
        join(host, ANNA)
        first = parsed(home(host, ANNA)).xpath("//@data-stage")
        let_time_go_by(host)
        assert parsed(home(host, ANNA)).xpath("//@data-stage") != first

    def test_the_place_is_in_the_ids(self):
        host = exercise()
        assert Place.of(host.block(ANNA)).html_id in home(host, ANNA)


class TestSize:
    def test_the_page_asks_as_much_of_the_database_in_a_full_team_as_in_a_small_one(self):
        seen = {}
        for people in (2, 8):
            host = exercise(size=8, question=QUESTION)
            for number in range(1, people + 1):
                join(host, Person(100 * people + number))
            let_time_go_by(host)
            with CaptureQueriesContext(connection) as queries:
                home(host, Person(100 * people + 1))
            seen[people] = len(queries)
        assert seen[2] == seen[8] <= 14

    def test_of_a_person_who_has_not_begun_it_asks_little(self):
        with CaptureQueriesContext(connection) as queries:
            home(exercise(), ANNA)
        assert len(queries) <= 3


class TestWords:
    @pytest.mark.parametrize(
        ("minutes", "said"),
        [
            (-5, "in about 1 minute"),
            (30, "in about 30 minutes"),
            (62, "in about 1 hour"),
            (20 * 60, "in about 20 hours"),
            (47 * 60, "in about 47 hours"),
            (60 * 60, "in about 2 days"),
            (24 * 60 * 9, "in about 9 days"),
        ],
    )
    def test_how_long_it_is(self, minutes, said):
        assert words.left(timezone.now() + timedelta(minutes=minutes, seconds=5)) == said

    @pytest.mark.parametrize(
        ("what", "said"),
        [
            ("extended", "The course team has given this step more time."),
            ("merged", "Two small teams have become one: yours."),
            ("seeded", "The course team has put ideas from the pool here."),
            ("hidden", ""),
        ],
    )
    def test_what_was_done_to_the_team_is_told_until_the_step_ends(self, what, said):
        host = exercise(size=2)
        team = join(host, ANNA).team
        join(host, BEN)
        HelpEntry.objects.create(team=team, usage_key=team.usage_key, course_key=team.course_key, act=what)
        notes = [one.text_content() for one in parsed(home(host, ANNA)).xpath('//p[@class="bizmooc-note"]')]
        assert [note for note in notes if note.startswith(said)] == notes
        assert bool(notes) == bool(said)
        HelpEntry.objects.update(created_at=timezone.now() - timedelta(hours=1))
        assert words_of(home(host, ANNA)).count(said or "nothing said") == 0
