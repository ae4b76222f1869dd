"""Whatever is sent to a handler: an answer that a person understands, nothing stored, and never a 5xx."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creativity_team_exercise.models import Entry, Team
from creativity_team_exercise.techniques import Kind, Sees
from tests.creativity_team_exercise.acting import act, all_rows, done, exercise, hand_in, home, join, key, member
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import BareHost, Person, call
from tests.support.properties import json_values, quick, typed_text

pytestmark = pytest.mark.django_db
ME, OTHER, LATER = Person(1), Person(2), Person(3)
POSTS = (
    "join_team", "go_alone", "leave_team", "mark_seen", "set_mail", "save_draft", "drop_draft", "hand_in",
    "finish_stage", "choose_entries", "mark_pair", "combine_entries", "tag_entry", "save_result", "report_entry",
    "erase_trial",
)  # fmt: skip
GETS = ("show_exercise", "show_step", "show_work", "show_history")
FIRST = {
    "nothing": None,
    "write": step("here", Kind.WRITE, wanted=2, sees=Sees.TEAM, prompts=(prompt("one", "One"), prompt("two", "Two"))),
    "pass": step("here", Kind.PASS, wanted=1),
}
IDEAS = step("ideas", Kind.WRITE, wanted=1, prompts=(prompt("one", "One"), prompt("two", "Two")))
SECOND = {
    "pairs": step("here", Kind.PAIRS, uses=("ideas",), prompts_from=""),
    "combine": step("here", Kind.COMBINE, uses=("ideas",)),
    "sort": step("here", Kind.SORT, uses=("ideas",)),
    "rate": step("here", Kind.RATE, uses=("ideas",), prompts=(prompt("one", "One"),)),
    "rank": step("here", Kind.RANK, uses=("ideas",)),
    "dots": step("here", Kind.DOTS, uses=("ideas",)),
    "result": step("here", Kind.RESULT, prompts=(prompt("one", "One"),)),
}
NAMES = (
    "form", "step", "round", "alone", "idea", "preference", "may_be_reused", "text", "text..0", "text.one.0",
    "text.one.1", "parent..0", "parent.one.0", "on.1.", "on.1.one", "entry", "first", "second", "wanted", "stage",
    "before", "based_on", "field.one", "part.one", "tag.1", "was.1", "dots.1", "place.1", "level.1.one",
)  # fmt: skip
VALUES = ["1", "-1", "0", "9" * 40, "on", "yes", "join", "here", "ideas", "one", "write:1:here:0", "result:1:here"]
# Each of them begins with a team, which takes a while to be made.
few = settings(quick, max_examples=6)
forms = st.dictionaries(st.sampled_from(NAMES), typed_text | st.sampled_from(VALUES))


def at(where: str) -> BareHost:
    """Return an exercise in whose team I am, in a step of that kind; "nothing": I have not begun."""
    if where == "nothing":
        return exercise(**own(IDEAS))
    if where in FIRST:
        host = exercise(size=2, **own(FIRST[where], step("last", Kind.WRITE)))
        join(host, ME)
        return host
    host = exercise(size=2, **own(IDEAS, SECOND[where], step("last", Kind.WRITE)))
    for person in (ME, OTHER):
        join(host, person)
        done(hand_in(host, person, "ideas", "A bench", prompt="two"))
    return host


def test_all_of_them_are_tried():
    block = type(exercise().block())
    found = {
        name
        for name in dir(block)
        if getattr(getattr(getattr(block, name), "audience", None), "value", "") == "learner"
    }
    assert found == {*POSTS, *GETS}


@pytest.mark.parametrize("where", [*FIRST, *SECOND])
def test_the_team_is_where_it_is_meant_to_be(where):
    host = at(where)
    if where == "nothing":
        assert not Team.objects.exists()
    else:
        team = member(host, ME).team
        assert (team.step, len(host.block(ME).rules.plan.technique.steps)) == (
            int(where in SECOND),
            3 if where in SECOND else 2,
        )


@pytest.mark.parametrize("name", POSTS)
@quick
@given(body=json_values)
def test_any_json(name, body):
    answer = call(exercise().block(ME), name, raw=json.dumps(body).encode("utf-8", "surrogatepass"))
    assert answer.status < 500
    assert answer.status == 200 or answer.body["error"]


@pytest.mark.parametrize("where", [*FIRST, *SECOND])
@few
@given(sent=st.lists(st.tuples(st.sampled_from(POSTS), st.booleans(), forms), min_size=4, max_size=8))
def test_any_forms_after_each_other(where, sent):
    """Half of them name the step that is open, to come further."""
    host = at(where)
    for name, is_here, values in sent:
        body = {"key": key(), "version": 0, "values": values | ({"step": "here", "round": "0"} if is_here else {})}
        answer = call(host.block(ME), name, body)
        assert answer.status < 500
        assert answer.status == 200 or len(answer.body["error"].split()) > 3
    assert home(host, ME)


@pytest.mark.parametrize("where", [*FIRST, *SECOND])
@few
@given(asked=st.lists(st.tuples(st.sampled_from(GETS), forms), min_size=4, max_size=8))
def test_any_query(where, asked):
    host = at(where)
    for name, values in asked:
        path = f"/handler/{name}?{urlencode(values, errors='replace')}"
        answer = call(host.block(ME), name, method="GET", path=path)
        assert answer.status < 500
        assert answer.status == 200 or len(answer.body["error"].split()) > 3


@pytest.mark.parametrize("name", [name for name in POSTS if name not in ("hand_in", "save_draft")])
def test_fields_that_there_are_not(name):
    host = at("write")
    before = all_rows()
    answer = act(host, ME, name, participant="f" * 32)
    assert answer.status in (400, 403, 404, 409, 422)
    assert all_rows() == before


@pytest.mark.parametrize(
    ("name", "value"), [("idea", ""), ("idea", "   "), ("idea", "x" * 601), ("idea", "a\x00b"), ("alone", "no")]
)
def test_each_field_of_joining_is_refused_at_its_place(name, value):
    host, before = exercise(**own(IDEAS)), all_rows()
    answer = act(host, ME, "join_team", **{"form": "join", "alone": "", "idea": "A bench", name: value})
    assert answer.status == 422
    assert set(answer.body["fields"]) == {name}
    assert all_rows() == before


@pytest.mark.parametrize("text", ["x" * 601, "a\x00b", "a\u202eb"])
def test_a_text_that_cannot_be_kept_is_refused_at_its_place(text):
    host = at("write")
    before = all_rows()
    answer = act(host, ME, "hand_in", form="", step="here", round=0, **{"text.one.0": text, "text.two.0": "Fine"})
    assert answer.status == 422
    assert set(answer.body["fields"]) == {"text.one.0"}
    assert all_rows() == before


@pytest.mark.parametrize(
    ("where", "name", "values"),
    [
        ("dots", "choose_entries", {"dots.{}": "3"}),
        ("dots", "choose_entries", {"dots.{}": "-1"}),
        ("dots", "choose_entries", {"dots.{}": "1e1"}),
        ("dots", "choose_entries", {}),
        ("rank", "choose_entries", {"place.1": "{}", "place.2": "{}"}),
        ("rank", "choose_entries", {"place.1": "0"}),
        ("rate", "choose_entries", {"level.{}.one": "6"}),
        ("rate", "choose_entries", {"level.{}.one": "0"}),
        ("result", "save_result", {"based_on": "0", "field.one": "  "}),
        ("result", "save_result", {"based_on": "-1", "field.one": "Ours"}),
        ("result", "save_result", {"based_on": "0", "field.one": "x" * 4001}),
        ("sort", "tag_entry", {"tag.{}": "x" * 41, "was.{}": ""}),
        ("combine", "combine_entries", {"round": "0", "text": "Both"}),
        ("pairs", "mark_pair", {"first": "x", "second": "{}", "wanted": "yes"}),
        ("pairs", "mark_pair", {"first": "{}", "second": "{}", "wanted": "perhaps"}),
    ],
)
def test_what_is_out_of_reach_is_refused_and_nothing_stored(where, name, values):
    host = at(where)
    entry = Entry.objects.order_by("pk")[0].pk
    sent = {field.format(entry): value.format(entry) for field, value in values.items()}
    before = all_rows()
    answer = act(host, ME, name, step="here", **sent)
    assert answer.status == 422, answer
    assert answer.body["error"] or answer.body["fields"]
    assert all_rows() == before


@quick
@given(typed_text)
def test_any_text_is_kept_as_it_was_typed(text):
    host = exercise(size=2, **own(FIRST["pass"]))
    typed = f"W{text}"[:600]
    join(host, ME, typed)
    assert Entry.objects.get(usage_key=str(host.usage_key)).text == typed.strip()
    assert home(host, ME)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("hand_in", {"form": "", "step": "here", "round": "0", "text.one.0": "Once"}),
        ("finish_stage", {"step": "here", "round": "0"}),
        ("mark_seen", {}),
        ("go_alone", {}),
    ],
)
def test_a_double_click_does_once(name, values):
    host = at("write")
    body = {"key": key(), "version": 0, "values": values}
    assert call(host.block(ME), name, body).status == 200
    once = all_rows()
    assert call(host.block(ME), name, body).status == 200
    assert all_rows() == once


def test_other_methods_are_refused():
    host = exercise()
    for name in POSTS:
        assert call(host.block(ME), name, method="GET").status == 405
    for name in GETS:
        assert call(host.block(ME), name, {"key": key(), "values": {}}).status == 405
