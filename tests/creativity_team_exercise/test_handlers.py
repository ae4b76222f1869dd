"""What the learner's page asks of the block: answers, events, credit, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase

from bizmooc.models import MailState
from creativity_team_exercise import events
from creativity_team_exercise.models import Draft, Entry, Member, Report, Team
from tests.creativity_team_exercise.acting import act, all_rows, done, exercise, hand_in, home, join, key, member, read
from tests.creativity_team_exercise.test_pages import a_step, let_time_go_by, own_technique
from tests.support.bare_host import BareHost, Person, call

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA = (Person(number) for number in (1, 2, 3))
TWO_STEPS = own_technique(a_step("first", "write", wanted=1), a_step("second", "write", wanted=1))


def published(host: BareHost, person: Person, name: str, **values: Any) -> list[tuple[str, dict[str, Any]]]:
    """Send a form, and return what the block published."""
    block = host.block(person)
    sent = {one: str(value) for one, value in values.items()}
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert call(block, name, {"key": key(), "version": 0, "values": sent}).status == 200
    return block.runtime.published


class TestJoining:
    def test_people_meet_in_one_team_until_it_is_full(self):
        host = exercise(size=2)
        teams = [join(host, person).team_id for person in (ANNA, BEN, CARLA)]
        assert teams[0] == teams[1] != teams[2]

    def test_or_alone(self):
        host = exercise()
        assert join(host, ANNA, alone="yes").team.is_alone

    def test_where_there_are_no_teams_nobody_gets_one(self):
        assert join(exercise(teams="alone"), ANNA).team.is_alone

    def test_consent_is_kept_where_it_is_asked_for(self):
        assert join(exercise(), ANNA, may_be_reused="on").may_be_reused
        refused = act(exercise(allow_reuse=False), ANNA, "join_team", form="join", idea="I", may_be_reused="on")
        assert refused.status == 400

    def test_like_meets_like(self):
        host = exercise(size=4, matched_by="language")
        german = join(host, ANNA, preference="de").team_id
        assert join(host, BEN, preference="fr").team_id != german
        assert join(host, CARLA, preference="de").team_id == german
        assert act(host, Person(4), "join_team", form="join", idea="I", preference="xx").status == 422

    def test_an_idea_is_needed(self):
        answer = act(exercise(), ANNA, "join_team", form="join", idea=" ")
        assert answer.status == 422
        assert answer.body["fields"]["idea"] == ["Please write something first."]
        assert not Member.objects.exists()

    def test_twice_is_once(self):
        host, body = exercise(), {"key": key(), "version": 0, "values": {"form": "join", "idea": "One"}}
        assert [call(host.block(ANNA), "join_team", body).status for _time in (1, 2)] == [200, 200]
        assert Entry.objects.count() == 1
        assert act(host, ANNA, "join_team", form="join", idea="Again").status == 409

    def test_the_first_write_leaves_a_mark_and_an_event(self):
        host = exercise()
        told = published(host, ANNA, "join_team", form="join", idea="One")
        assert (
            events.TEAM_JOINED,
            {"usage_key": str(host.usage_key), "team": Team.objects.get().pk, "members": 1},
        ) in told
        assert host.states[ANNA.number]["has_rows"] is True

    def test_alone_is_an_event_of_its_own(self):
        told = published(exercise(), ANNA, "join_team", form="join", idea="One", alone="yes")
        assert events.EXERCISE_BEGUN_ALONE in [name for name, _values in told]
        assert events.TEAM_JOINED not in [name for name, _values in told]


class TestLeaving:
    def test_alone_from_a_team(self):
        host = exercise(size=3)
        old = join(host, ANNA).team
        join(host, BEN)
        told = published(host, ANNA, "go_alone")
        assert member(host, ANNA).team.is_alone
        left = [values["team"] for name, values in told if name == events.TEAM_LEFT]
        assert left == [old.pk]
        assert act(host, ANNA, "go_alone").status == 409

    def test_to_another_team_if_there_is_one(self):
        host = exercise(size=2)
        old = join(host, ANNA).team_id
        join(host, BEN), join(host, CARLA)
        done(act(host, ANNA, "leave_team"))
        assert member(host, ANNA).team_id == member(host, CARLA).team_id != old

    @pytest.mark.parametrize("name", ["go_alone", "leave_team"])
    def test_only_of_those_who_have_begun(self, name):
        assert act(exercise(), ANNA, name).status == 409


class TestHandingIn:
    def test_what_is_left_empty_is_not_sent(self):
        host = exercise(size=2)
        join(host, ANNA)
        answer = done(hand_in(host, ANNA, "sheets", "Two", " ", "Three"))
        assert answer.body["announce"] == "Handed in: 2 entries."
        assert list(Entry.objects.order_by("pk").values_list("text", flat=True))[1:] == ["Two", "Three"]

    def test_nothing_at_all_is_refused(self):
        host = exercise(size=2)
        join(host, ANNA)
        answer = hand_in(host, ANNA, "sheets", " ", "")
        assert answer.status == 422
        assert answer.body["error"] == "Please write something first."

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"step": "nowhere", "text..0": "T"}, 404),
            ({"step": "sorted", "text..0": "T"}, 404),
            ({"text..0": "T", "round": "1"}, 409),
            ({"text.nobody.0": "T"}, 400),
            ({"text..0": "T", "parent..0": "999999"}, 404),
            ({"text..0": "T" * 601}, 422),
            ({"text..0": "T\x00"}, 422),
            ({"text..x": "T"}, 400),
            ({"color": "red", "text..0": "T"}, 400),
            ({"round": "-1", "text..0": "T"}, 422),
        ],
    )
    def test_what_does_not_fit_is_refused_and_nothing_stored(self, fields, status):
        host = exercise(size=2)
        join(host, ANNA)
        before = all_rows()
        answer = act(host, ANNA, "hand_in", **{"form": "", "step": "sheets", "round": "0", **fields})
        assert (answer.status, bool(answer.body["error"])) == (status, True)
        assert all_rows() == before

    def test_an_entry_of_another_team_cannot_be_built_on(self):
        host = exercise(size=2)
        join(host, ANNA, alone="yes")
        theirs = Entry.objects.get()
        join(host, BEN)
        answer = act(host, BEN, "hand_in", form="", step="sheets", round=0, **{"text..0": "T", "parent..0": theirs.pk})
        assert answer.status == 404

    def test_the_event_has_numbers_only(self):
        host = exercise(teams="alone")
        join(host, ANNA)
        told = dict(published(host, ANNA, "hand_in", form="", step="sheets", round=0, **{"text..0": "A secret"}))
        values = told[events.ENTRIES_HANDED_IN]
        assert (values["step"], values["round"], values["entries"], values["built"]) == (0, 0, 1, 0)
        assert "secret" not in str(told)

    def test_i_am_done(self):
        host = exercise(size=2)
        join(host, ANNA)
        told = published(host, ANNA, "finish_stage", step="sheets", round=0)
        assert events.STAGE_FINISHED in [name for name, _values in told]
        assert "You are done with this step." in home(host, ANNA)
        assert act(host, ANNA, "finish_stage", step="sorted", round=0).status == 409


class TestDrafts:
    def test_are_kept_with_a_version_and_gone_when_handed_in(self):
        host = exercise(size=2)
        form = f"write:{join(host, ANNA).team_id}:sheets:0"
        values = {"form": form, "step": "sheets", "round": 0, "text..0": "Half"}
        assert done(act(host, ANNA, "save_draft", **values)).body["version"] == 1
        assert act(host, ANNA, "save_draft", **values).status == 409
        assert done(act(host, ANNA, "save_draft", version=1, **values)).body["version"] == 2
        assert "Half" in home(host, ANNA)
        done(act(host, ANNA, "hand_in", **values))
        assert not Draft.objects.exists()

    @pytest.mark.parametrize(
        "form", ["", "write", "write:x:sheets:0", "write:1:Sheets:0", "idea", "write:1:sheets:0:1"]
    )
    def test_of_no_known_form_are_refused(self, form):
        host = exercise(size=2)
        join(host, ANNA)
        assert act(host, ANNA, "save_draft", form=form, step="sheets", round=0).status == 400

    def test_of_a_step_need_somebody_in_a_team(self):
        answer = act(exercise(), ANNA, "save_draft", form="write:1:sheets:0", step="sheets", round=0)
        assert answer.status == 409

    def test_leave_no_credit_but_a_mark(self):
        host = exercise(participation_points=5)
        told = published(host, ANNA, "save_draft", form="join", idea="Half")
        assert [name for name, _values in told] == []
        assert host.states[ANNA.number]["has_rows"] is True


class TestCredit:
    def test_grows_with_own_steps_and_is_the_same_alone_and_in_a_team(self):
        for fields, alone in (({"size": 2}, ""), ({}, "yes")):
            host = exercise(participation_points=10, **fields, **TWO_STEPS)
            told = dict(published(host, ANNA, "join_team", form="join", idea="One", alone=alone))
            assert told["completion"] == {"completion": 0.5}
            assert told["grade"] == {"value": 5.0, "max_value": 10}
            let_time_go_by(host)
            done(act(host, ANNA, "mark_seen", stage=""))
            told = dict(published(host, ANNA, "hand_in", form="", step="second", round=0, **{"text..0": "Two"}))
            assert told["completion"] == {"completion": 1.0}
            assert told["grade"] == {"value": 10.0, "max_value": 10}

    def test_never_falls(self):
        host = exercise(size=2, **TWO_STEPS)
        join(host, ANNA)
        host.states[ANNA.number]["credited_share"] = 1.0
        told = published(host, ANNA, "mark_seen", stage="")
        assert [name for name, _values in told if name == "completion"] == []

    def test_without_points_there_is_no_grade(self):
        told = published(exercise(**TWO_STEPS), ANNA, "join_team", form="join", idea="One")
        assert [name for name, _values in told if name == "grade"] == []


class TestBeingHere:
    def test_whoever_has_not_begun_is_not_noted(self):
        host = exercise()
        before = all_rows()
        assert done(act(host, ANNA, "mark_seen", stage="")).body == {}
        assert all_rows() == before
        assert not host.states[ANNA.number]

    def test_answers_with_the_page_where_another_stage_is_open(self):
        host = exercise(size=2)
        join(host, ANNA), join(host, BEN)
        shown = _stage(home(host, ANNA))
        assert done(act(host, ANNA, "mark_seen", stage=shown)).body == {"change": member(host, ANNA).team.change}
        let_time_go_by(host)
        answer = done(act(host, ANNA, "mark_seen", stage=shown)).body
        assert _stage(answer["html"]) != shown
        again = done(act(host, ANNA, "mark_seen", stage=_stage(answer["html"]))).body
        assert set(again) == {"change"}

    def test_a_new_stage_is_an_event_once(self):
        host = exercise(size=2)
        join(host, ANNA), join(host, BEN)
        let_time_go_by(host)
        names = [name for name, _values in published(host, ANNA, "mark_seen", stage="")]
        assert events.STAGE_SEEN in names
        assert events.STAGE_SEEN not in [name for name, _values in published(host, ANNA, "mark_seen", stage="")]


class TestReporting:
    def test_an_entry_of_ones_team(self):
        host = exercise(size=2)
        join(host, ANNA, "Rude words"), join(host, BEN)
        let_time_go_by(host)
        theirs = Entry.objects.get(text="Rude words")
        assert f'value="{theirs.pk}">Rude words' in home(host, BEN)
        done(act(host, BEN, "report_entry", entry=theirs.pk, text="Rude"))
        assert Report.objects.get().text == "Rude"
        assert act(host, ANNA, "report_entry", entry=theirs.pk, text="").status == 400

    def test_of_another_team_there_is_none(self):
        host = exercise(size=2)
        join(host, ANNA, alone="yes"), join(host, BEN)
        assert act(host, BEN, "report_entry", entry=Entry.objects.earliest("pk").pk, text="").status == 404


def test_mail_can_be_turned_off():
    host = exercise(size=2)
    join(host, ANNA)
    done(act(host, ANNA, "set_mail"))
    assert MailState.objects.get(participant=ANNA.anonymous_id).wants_mail is False
    done(act(host, ANNA, "set_mail", wanted="on"))
    assert MailState.objects.get(participant=ANNA.anonymous_id).wants_mail is True


def test_learners_cannot_erase_what_is_part_of_their_teams_work():
    host = exercise(size=2)
    join(host, ANNA)
    assert act(host, ANNA, "erase_trial").status == 403


def test_reads_take_no_strange_fields():
    host = exercise(size=2)
    assert read(host, ANNA, "show_exercise", color="red").status == 400
    assert read(host, ANNA, "show_step", step="A B").status == 422


def _stage(page: str) -> str:
    return page.split('data-stage="')[1].split('"')[0]
