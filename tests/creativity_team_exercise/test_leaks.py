"""What another team, another block or a stage that is open has is nowhere to be found, and nobody's to change."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from creativity_team_exercise.models import Entry, Team
from creativity_team_exercise.techniques import Kind
from tests.creativity_team_exercise.acting import act, all_rows, done, exercise, hand_in, home, join, member, read
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import COURSE, Person

pytestmark = pytest.mark.django_db
MINE, MATE, OTHER, OTHERS_MATE = (Person(number) for number in (1, 2, 3, 4))
SECRET = "zebrafish"
BOX = (prompt("one", "One"), prompt("two", "Two"))
SECOND = {
    "choose": step("here", Kind.DOTS, uses=("ideas",)),
    "mark_pair": step("here", Kind.PAIRS, uses=("ideas",)),
    "combine_entries": step("here", Kind.COMBINE, uses=("ideas",)),
    "tag_entry": step("here", Kind.SORT, uses=("ideas",)),
    "save_result": step("here", Kind.RESULT, prompts=(prompt("x", "Ours"),)),
    "hand_in": step("here", Kind.WRITE, uses=("ideas",), builds="may"),
}


@pytest.fixture
def two_teams(campus, request):
    """Two teams of two, in the second step; the second one's ideas are secret."""
    campus.cohorts = {1: "a", 2: "a", 3: "b", 4: "b"}
    second = SECOND[getattr(request, "param", "choose")]
    host = exercise(size=2, **own(step("ideas", Kind.WRITE, wanted=1, prompts=BOX), second))
    for person in (MINE, MATE, OTHER, OTHERS_MATE):
        text = SECRET if person.number > 2 else "bench"
        join(host, person, f"A {text} shelf {person.number}")
        done(hand_in(host, person, "ideas", f"More {text} {person.number}", prompt="two"))
    assert {team.step for team in Team.objects.all()} == {1}
    return host


def _pages(host, person):
    answers = [read(host, person, name) for name in ("show_exercise", "show_work")]
    answers += [
        read(host, person, name, step=one) for name in ("show_step", "show_history") for one in ("ideas", "here")
    ]
    answers += [act(host, person, "mark_seen"), act(host, person, "mark_seen", stage="1.0")]
    return " ".join([home(host, person), *(json.dumps(answer.body) for answer in answers)])


def _views(client, user_model, campus, host, person):
    user = user_model.objects.create_user(f"user{person.number}")
    campus.enrolled, campus.people = {user.id}, [Enrolled(user.id, user.id, user.username, "", (person.anonymous_id,))]
    client.force_login(user)
    where = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
    names = ("changes", "work", "work_csv")
    answers = [client.get(reverse(f"bizmooc:creativity_team_exercise:{name}", kwargs=where)) for name in names]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    return " ".join(answer.content.decode() for answer in answers)


def _theirs():
    return list(Entry.objects.filter(participant=OTHER.anonymous_id).order_by("pk").values_list("pk", flat=True))


def test_a_team_sees_what_it_wrote_itself(two_teams, client, django_user_model, campus):
    """The look at everything can tell."""
    assert SECRET in _pages(two_teams, OTHER)
    assert SECRET in _views(client, django_user_model, campus, two_teams, OTHER)


def test_another_team_sees_nothing_of_it(two_teams, client, django_user_model, campus):
    assert SECRET not in _pages(two_teams, MINE)
    assert SECRET not in _views(client, django_user_model, campus, two_teams, MINE)


@pytest.mark.parametrize("two_teams", SECOND, indirect=True)
def test_nothing_can_be_done_with_what_another_team_wrote(two_teams, request):
    first, second = _theirs()
    before = all_rows()
    acts = [
        ("choose_entries", {f"dots.{first}": 1}),
        ("mark_pair", {"first": first, "second": second, "wanted": "yes"}),
        ("combine_entries", {"round": 0, "text": "Both", "part.one": first, "part.two": second}),
        ("tag_entry", {f"tag.{first}": "tools", f"was.{first}": ""}),
        ("hand_in", {"form": "", "round": 0, f"on.{first}.": "On it"}),
        ("hand_in", {"form": "", "round": 0, "text..0": "On it", "parent..0": first}),
    ]
    for name, values in acts:
        answer = act(two_teams, MINE, name, step="here", **values)
        assert answer.status in (400, 404, 409, 422), (name, answer)
        assert SECRET not in json.dumps(answer.body)
    assert act(two_teams, MINE, "report_entry", entry=first, text="x").status == 404
    for form in (
        f"write:{member(two_teams, OTHER).team_id}:ideas:0",
        f"result:{member(two_teams, OTHER).team_id}:here",
    ):
        answer = act(two_teams, MINE, "save_draft", form=form, step="here", round=0)
        assert SECRET not in json.dumps(answer.body)
    assert {label: rows for label, rows in all_rows().items() if "Draft" not in label and "Receipt" not in label} == {
        label: rows for label, rows in before.items() if "Draft" not in label and "Receipt" not in label
    }


def test_another_block_does_not_reach_it(two_teams):
    fields = dict(two_teams.fields)
    elsewhere = exercise(**fields)
    join(elsewhere, OTHER, "Something else")
    assert SECRET not in _pages(elsewhere, OTHER)
    assert act(elsewhere, OTHER, "report_entry", entry=_theirs()[0], text="x").status == 404


def test_in_a_stage_that_is_open_team_mates_see_nothing():
    host = exercise(size=3, **own(step("ideas", Kind.WRITE, wanted=1), step("last", Kind.WRITE, wanted=1)))
    join(host, OTHER, f"A {SECRET} shelf")
    join(host, MINE, "A bench")
    assert SECRET not in _pages(host, MINE)
    assert SECRET in _pages(host, OTHER)


def test_a_sheet_is_seen_by_who_holds_it_only():
    host = exercise(size=3, **own(step("ideas", Kind.PASS, wanted=1), step("last", Kind.WRITE, wanted=1)))
    people = (MINE, MATE, OTHER)
    for person in people:
        join(host, person, f"secret{person.number}")
    seen = {p.number: {o.number for o in people if f"secret{o.number}" in _pages(host, p)} for p in people}
    assert all(len(numbers) == 2 for numbers in seen.values()), seen


@pytest.mark.parametrize("is_staff", [False, True])
def test_what_is_hidden_is_seen_by_its_author_and_the_course_team(two_teams, is_staff):
    Entry.objects.filter(participant=OTHER.anonymous_id).update(is_hidden=True)
    assert f"{SECRET} shelf 3" not in _pages(two_teams, OTHERS_MATE)
    assert f"{SECRET} shelf 3" in _pages(two_teams, OTHER)
    page = read(two_teams, Person(9, is_staff=is_staff), "show_team", team=member(two_teams, OTHER).team_id)
    assert (f"{SECRET} shelf 3" in json.dumps(page.body)) == is_staff


def test_nobody_is_told_ids_of_people(two_teams, client, django_user_model, campus):
    told = _pages(two_teams, MINE) + _views(client, django_user_model, campus, two_teams, MINE)
    for person in (MATE, OTHER, OTHERS_MATE):
        assert person.anonymous_id not in told
