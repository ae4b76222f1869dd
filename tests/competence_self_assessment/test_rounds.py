"""Drafts and rounds, from the handler to the rows."""

import pytest

from competence_self_assessment.models import Draft, Participation, Round, RoundStatistics, StageCount
from tests.competence_self_assessment.acting import FRAMEWORK, key, ratings, save_draft, submit
from tests.support.bare_host import BareHost, Person, call

pytestmark = pytest.mark.django_db


def test_a_round_is_stored_as_answered():
    block = BareHost().block()
    answer = submit(block, ratings("4", reflection="I ask too late.") | {"now.growth_mindset_1": "missing"})
    assert answer.status == 200, answer.body
    stored = Round.objects.get()
    assert stored.now["growth_mindset_1"] is None
    assert {level for item, level in stored.now.items() if item != "growth_mindset_1"} == {4}
    assert stored.then is None
    assert stored.reflections == {"": "I ask too late."}
    assert stored.framework.digest == FRAMEWORK.digest
    assert "Your profile" in answer.body["html"]
    assert block.has_rows


def test_a_repeated_key_changes_nothing_and_shows_the_profile_again():
    block, values, same = BareHost().block(), ratings(), key()
    assert submit(block, values, same).status == 200
    before = list(Round.objects.values()), list(RoundStatistics.objects.values())
    assert submit(block, values, same).status == 200
    assert (list(Round.objects.values()), list(RoundStatistics.objects.values())) == before


def test_a_key_stands_for_one_content():
    block, same = BareHost().block(), key()
    submit(block, ratings("2"), same)
    assert submit(block, ratings("5"), same).status == 409
    assert set(Round.objects.get().now.values()) == {2}


def test_a_round_is_immutable():
    block = BareHost().block()
    submit(block, ratings("2"))
    refused = submit(block, ratings("5"))
    assert refused.status == 409
    assert "already" in refused.body["error"]
    assert set(Round.objects.get().now.values()) == {2}


def test_a_draft_survives_and_is_gone_when_handed_in():
    host = BareHost()
    assert save_draft(host.block(), {"now.growth_mindset_1": "5"}).body["version"] == 1
    later = host.block()
    assert 'name="now.growth_mindset_1" value="5" checked' in later.student_view({}).content
    submit(later, ratings())
    assert not Draft.objects.exists()


def test_a_draft_of_another_window_is_not_overwritten():
    block = BareHost().block()
    save_draft(block, {"now.growth_mindset_1": "5"})
    save_draft(block, {"now.growth_mindset_1": "4"}, version=1)
    refused = save_draft(block, {"now.growth_mindset_1": "1"}, version=1)
    assert refused.status == 409
    assert Draft.objects.get().values == {"now.growth_mindset_1": "4"}


def test_a_repeated_draft_request_changes_nothing():
    block, same = BareHost().block(), key()
    for _attempt in range(2):
        answer = save_draft(block, {"now.growth_mindset_1": "5"}, request_key=same)
        assert answer.body["version"] == 1


def test_stages_are_counted_once_per_person():
    host = BareHost()
    for number in (1, 2):
        block = host.block(Person(number))
        for _twice in range(2):
            call(block, "mark_seen", {"key": key(), "values": {}})
            save_draft(block, {}, version=0)
    submit(host.block(Person(2)), ratings())
    assert dict(StageCount.objects.values_list("stage", "count")) == {"seen": 2, "started": 2, "submitted": 1}
    assert Participation.objects.count() == 2


def test_post_asks_for_now_and_then_and_compares_with_pre():
    pre = BareHost({"series": "s", "occasion": "pre"})
    post = BareHost({"series": "s", "occasion": "post"})
    submit(pre.block(), ratings("3"))
    missing_then = submit(post.block(), ratings("4"))
    assert missing_then.status == 422
    assert len(missing_then.body["fields"]) == 15
    answer = submit(post.block(), ratings("4", then="2"))
    assert "higher than in your first self-view (3.0, now 4.0)" in answer.body["html"]
    assert "you see growth (then 2.0, now 4.0)" in answer.body["html"]
    assert "You place your start lower today" in answer.body["html"]


@pytest.mark.django_db(transaction=True)
def test_what_is_published():
    block = BareHost({"participation_points": 2}).block()
    submit(block, ratings())
    names = [name for name, _content in block.runtime.published]
    assert names == ["bizmooc.competence_self_assessment.round.submitted", "completion", "grade"]
    assert block.runtime.published[-1][1] == {"value": 2, "max_value": 2}
    submit(block, ratings())
    assert len(block.runtime.published) == 3
