"""The settings: what is refused at which field, and what is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from peer_idea_board.phases import Phase
from tests.peer_idea_board.acting import post
from tests.peer_idea_board.studio.saving import OWN, PAGE, SEED, author, board, save
from tests.support.bare_host import Person

pytestmark = pytest.mark.django_db

MARCH, MAY = "2027-03-01T08:00", "2027-05-01T20:30"


def refused_at(answer):
    """Where an answer says something is wrong."""
    assert answer.status == 422, answer
    assert all(sentence for sentences in answer.body["fields"].values() for sentence in sentences)
    return list(answer.body["fields"])


def test_what_stands_in_the_editor_can_be_saved_and_changes_nothing():
    host = board()
    assert save(host, display_name="Idea board").status == 200
    assert host.fields == {}


def test_every_setting_is_kept():
    host = board()
    answer = save(
        host,
        introduction="<p>Hello <script>x</script><em>you</em></p>",
        structure="question",
        post_quota="2",
        feedback_quota="6",
        feedback_wanted="3",
        lease_minutes="90",
        vote_kind="dots",
        dots="7",
        dots_per_idea="2",
        votes_shown="always",
        names="name",
        groups="team",
        teamset="projects",
        pre_approval="on",
        participation_points="4",
    )
    assert answer.status == 200, answer
    assert host.fields == {
        "display_name": "A board",
        "introduction": "<p>Hello <em>you</em></p>",
        "structure": "question",
        "post_quota": 2,
        "feedback_quota": 6,
        "feedback_wanted": 3,
        "lease_minutes": 90,
        "vote_kind": "dots",
        "dots": 7,
        "dots_per_idea": 2,
        "votes_shown": "always",
        "names": "name",
        "groups": "team",
        "teamset": "projects",
        "pre_approval": True,
        "participation_points": 4,
    }


def test_a_box_that_is_not_ticked_is_taken_back():
    host = board(pre_approval=True)
    assert save(host).status == 200
    assert host.fields["pre_approval"] is False


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"display_name": " "}, "display_name"),
        ({"structure": "no_such"}, "structure"),
        ({"structure": "own"}, "own_structure"),
        ({"post_quota": "21"}, "post_quota"),
        ({"post_quota": "-1"}, "post_quota"),
        ({"feedback_wanted": "0"}, "feedback_wanted"),
        ({"lease_minutes": "4"}, "lease_minutes"),
        ({"vote_kind": "stars"}, "vote_kind"),
        ({"vote_kind": "dots", "dots": "2", "dots_per_idea": "3"}, "dots_per_idea"),
        ({"groups": "team"}, "teamset"),
        ({"groups": "friends"}, "groups"),
        ({"participation_points": "101"}, "participation_points"),
        ({"own_structure": "{"}, "own_structure"),
        ({"own_structure": "[1]"}, "own_structure"),
        ({"seeds": "{}"}, "seeds"),
        ({"seeds": "[" * 50_000}, "seeds"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values, field):
    host = board()
    assert refused_at(save(host, **values)) == [field]
    assert host.fields == {}


def test_more_dots_than_one_has_do_not_matter_where_nobody_votes_with_dots():
    assert save(board(), dots="2", dots_per_idea="3").status == 200


def test_a_name_that_is_no_setting_is_refused():
    assert save(board(), colour="red").status == 400
    assert save(board(), phases="{}").status == 400


class TestOwnStructure:
    def test_it_is_kept_as_it_was_sent(self):
        host = board()
        assert save(host, structure="own", own_structure=OWN).status == 200
        assert host.fields["own_structure"] == OWN
        assert author(host).rules.structure.part("what").max_length == 300

    def test_it_is_kept_while_a_shipped_one_is_in_use(self):
        host = board(own_structure=OWN)
        assert save(host, own_structure=OWN).status == 200
        assert host.fields["own_structure"] == OWN

    @pytest.mark.parametrize("structure", ["own", "venture"])
    @pytest.mark.parametrize(
        ("data", "place"),
        [
            ({**OWN, "parts": []}, "parts"),
            ({**OWN, "parts": [{**OWN["parts"][0], "title": ""}]}, "parts.0.title"),
            ({**OWN, "parts": [OWN["parts"][0], OWN["parts"][0]]}, "parts.1"),
            ({**OWN, "criteria": [{**OWN["criteria"][0], "levels": ["one"]}]}, "criteria.0.levels"),
        ],
    )
    def test_problems_are_told_at_their_place(self, structure, data, place):
        host = board()
        assert refused_at(save(host, structure=structure, own_structure=data)) == [f"own_structure.{place}"]
        assert host.fields == {}


class TestSeeds:
    def test_they_are_kept_cleaned(self):
        host = board()
        seed = {**SEED, "title": " A repair café ", "tags": ["repair", "Repair", " "], "content": {"what": "a\r\nb "}}
        assert save(host, structure="own", own_structure=OWN, seeds=[seed]).status == 200
        assert host.fields["seeds"] == [{**SEED, "content": {"what": "a\nb"}}]
        assert [one.title for one in author(host).rules.seeds] == ["A repair café"]

    @pytest.mark.parametrize(
        ("changes", "place"),
        [
            ({"title": ""}, "title"),
            ({"title": "x" * 121}, "title"),
            ({"title": 5}, "title"),
            ({"id": ""}, "title"),
            ({"id": "Ä"}, "title"),
            ({"content": {}}, "content.what"),
            ({"content": {"what": "x" * 301}}, "content.what"),
            ({"content": {"what": "a\x00b"}}, "content.what"),
            ({"content": {"what": "\ud83d"}}, "content.what"),
            ({"content": {"what": ["x"]}}, "content.what"),
            ({"content": 5}, "title"),
            ({"tags": ["x" * 41]}, "tags"),
            ({"tags": ["a", "b", "c", "d", "e", "f"]}, "tags"),
        ],
    )
    def test_problems_are_told_at_their_place(self, changes, place):
        host = board()
        seeds = [{**SEED, "id": "s_0", "title": "Fine"}, {**SEED, **changes}]
        answer = save(host, structure="own", own_structure=OWN, seeds=seeds)
        assert refused_at(answer) == [f"seeds.1.{place}"]
        assert host.fields == {}

    def test_the_same_one_twice_and_too_many_are_told(self):
        assert refused_at(save(board(), seeds=[PAGE, PAGE])) == ["seeds"]
        many = [{**PAGE, "id": f"s_{number}"} for number in range(41)]
        assert refused_at(save(board(), seeds=many)) == ["seeds"]

    def test_what_another_structure_asked_for_is_not_lost(self):
        host = board()
        seed = {**PAGE, "content": {**PAGE["content"], "what": "Kept for later"}}
        assert save(host, seeds=[seed]).status == 200
        assert host.fields["seeds"][0]["content"]["what"] == "Kept for later"

    def test_forty_of_them_fit_into_one_request(self):
        seeds = [{**PAGE, "id": f"s_{n}", "content": {**PAGE["content"], "idea": "x" * 1000}} for n in range(40)]
        assert save(board(), seeds=seeds).status == 200


class TestPhases:
    def test_limits_that_are_set_are_kept(self):
        host = board()
        assert save(host, post_closes_after_days="14", vote_opens_after_days="0", feedback_closes_at=MAY).status == 200
        assert host.fields["phases"] == {
            "post": {"closes_after_days": 14},
            "feedback": {"closes_at": "2027-05-01T20:30:00+00:00"},
            "vote": {"opens_after_days": 0},
        }
        assert author(host).phase(Phase.FEEDBACK).closes == datetime(2027, 5, 1, 20, 30, tzinfo=UTC)
        page = author(host).studio_view({}).content
        assert f'value="{MAY}"' in page
        assert 'name="post_closes_after_days" value="14"' in page

    def test_they_can_be_taken_back(self):
        host = board(phases={"post": {"closes_after_days": 14}})
        assert save(host).status == 200
        assert host.fields["phases"] == {}

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"post_opens_at": "tomorrow"}, "post_opens_at"),
            ({"vote_opens_after_days": "-1"}, "vote_opens_after_days"),
            ({"vote_closes_after_days": "0"}, "vote_closes_after_days"),
            ({"post_opens_after_days": "5", "post_closes_after_days": "5"}, "post_closes_after_days"),
            ({"post_opens_at": MAY, "post_closes_at": MARCH}, "post_closes_at"),
            ({"post_opens_at": MARCH, "post_opens_after_days": "3"}, "post_opens_at"),
        ],
    )
    def test_what_cannot_be_is_refused(self, values, field):
        assert refused_at(save(board(), **values)) == [field]

    def test_fixed_dates_are_refused_in_self_paced_courses(self, campus):
        campus.self_paced = True
        answer = save(board(), vote_closes_at=MAY)
        assert refused_at(answer) == ["vote_closes_at"]
        assert "self-paced" in answer.body["fields"]["vote_closes_at"][0]

    def test_in_a_self_paced_course_dates_are_not_offered_but_can_be_taken_out(self, campus):
        campus.self_paced = True
        page = author(board()).studio_view({}).content
        assert 'name="vote_closes_at"' not in page
        assert "not from the day a learner joins" in page
        dated = board(phases={"vote": {"closes_at": "2027-05-01T20:30:00+00:00"}})
        assert 'name="vote_closes_at"' in author(dated).studio_view({}).content


def test_the_body_of_an_error_is_json_the_page_can_read():
    answer = save(board(), seeds=[{**SEED, "title": ""}])
    assert json.loads(json.dumps(answer.body)) == answer.body
    assert answer.body["error"]


class TestNamesThatWerePromised:
    def test_made_up_names_stay_once_somebody_has_been_there(self):
        host = board()
        post(host, Person(1))
        answer = save(host, names="name")
        assert refused_at(answer) == ["names"]
        assert "names" not in host.fields
        assert save(host, names="alias", post_quota="2").status == 200

    def test_before_that_and_the_other_way_round_they_can_be_changed(self):
        host = board()
        post(board(), Person(1))
        assert save(host, names="name").status == 200
        post(host, Person(1))
        assert save(host, names="name", post_quota="2").status == 200
        assert save(host, names="alias").status == 200
