"""Points and completion: for taking part, once, for whoever did it; again only when the points change."""

import pytest

from tests.competence_self_assessment.acting import key, ratings, save_draft, submit
from tests.support.bare_host import BareHost, Person, call, call_as

# Events leave after a commit: there must be one.
pytestmark = pytest.mark.django_db(transaction=True)
LEARNER, STAFF = Person(1), Person(8)
OURS = "bizmooc.competence_self_assessment."


def _published(block, *names):
    return [(name, event) for name, event in block.runtime.published if name in names]


def _credit(block):
    return _published(block, "completion", "grade")


def _see(host, person=LEARNER, real=None):
    block = host.block(person)
    answer = call_as(real or person, block, "mark_seen", {"key": key(), "values": {}})
    return block, answer


def _hand_in(host, values=None, request_key="", person=LEARNER):
    block = host.block(person)
    return block, submit(block, values or ratings(), request_key)


def test_handing_in_gives_completion_and_the_points():
    block, _answer = _hand_in(BareHost({"participation_points": 3}))
    assert _credit(block) == [("completion", {"completion": 1.0}), ("grade", {"value": 3, "max_value": 3})]
    assert block.max_score() == 3


@pytest.mark.parametrize("level", ["1", "5", "missing"])
def test_points_do_not_depend_on_answers(level):
    block, _answer = _hand_in(BareHost({"participation_points": 3}), ratings(level))
    assert _published(block, "grade") == [("grade", {"value": 3, "max_value": 3})]


@pytest.mark.parametrize("points", [0, -4])
def test_where_it_is_not_graded_there_is_completion_only(points):
    block, _answer = _hand_in(BareHost({"participation_points": points}))
    assert _credit(block) == [("completion", {"completion": 1.0})]
    assert block.max_score() == 0


def test_seeing_and_drafting_give_nothing():
    host = BareHost({"participation_points": 3})
    block, _answer = _see(host)
    save_draft(block, {"now.growth_mindset_1": "3"})
    assert _credit(block) == []


def test_a_refused_round_gives_nothing():
    block, answer = _hand_in(BareHost({"participation_points": 3}), {"now.growth_mindset_1": "3"})
    assert answer.status == 409
    assert _credit(block) == []


def test_a_repeat_gives_nothing_more():
    host, same = BareHost({"participation_points": 3}), key()
    first, _answer = _hand_in(host, request_key=same)
    again, answer = _hand_in(host, request_key=same)
    assert (len(_credit(first)), answer.status, _credit(again)) == (2, 200, [])
    assert not _published(again, f"{OURS}round.submitted")


def test_credit_that_got_lost_is_given_by_the_repeat():
    host, same = BareHost({"participation_points": 3}), key()
    _hand_in(host, request_key=same)
    # The rows were stored, then the process died before the platform stored the learner's state.
    host.states.clear()
    again, _answer = _hand_in(host, request_key=same)
    assert len(_credit(again)) == 2


class TestAuthorChangesThePoints:
    def _host(self, before, after):
        host = BareHost({"participation_points": before})
        _hand_in(host)
        host.fields["participation_points"] = after
        return host

    def test_they_are_published_once_more_at_the_next_visit(self):
        host = self._host(3, 5)
        assert "mark_seen" in host.block().student_view({}).content
        assert _credit(_see(host)[0])[-1] == ("grade", {"value": 5, "max_value": 5})
        assert _credit(_see(host)[0]) == []
        assert "mark_seen" not in host.block().student_view({}).content

    def test_also_when_grading_is_turned_on_later(self):
        assert _published(_see(self._host(0, 2))[0], "grade") == [("grade", {"value": 2, "max_value": 2})]

    def test_also_when_grading_is_turned_off(self):
        assert _published(_see(self._host(3, 0))[0], "grade") == [("grade", {"value": 0, "max_value": 0})]

    def test_not_for_those_who_have_not_handed_in(self):
        assert _credit(_see(self._host(3, 5), Person(2))[0]) == []

    def test_never_by_the_page_alone(self):
        host = self._host(3, 5)
        block = host.block()
        block.student_view({})
        block.save()
        assert block.runtime.published == []
        assert host.states[1]["credited_points"] == 3


class TestOthers:
    def test_staff_who_look_as_a_learner_give_and_take_nothing(self):
        host = BareHost({"participation_points": 3})
        _hand_in(host)
        host.fields["participation_points"] = 5
        block, answer = _see(host, real=STAFF)
        assert answer.status == 403
        assert block.runtime.published == []
        assert host.states[1]["credited_points"] == 3

    def test_what_others_do_changes_nothing(self):
        host = BareHost({"participation_points": 3})
        _hand_in(host)
        other, _answer = _hand_in(host, ratings("5"), person=Person(2))
        assert len(_credit(other)) == 2
        assert _credit(_see(host)[0]) == []

    def test_a_trial_that_was_erased_is_credited_once(self, campus):
        campus.team = {STAFF.number}
        host = BareHost({"participation_points": 3})
        for expected in (2, 0):
            block = host.block(STAFF)
            call_as(STAFF, block, "submit_round", {"key": key(), "values": ratings()})
            assert len(_credit(block)) == expected
            call_as(STAFF, block, "erase_trial", {"key": key(), "values": {}})


class TestEvents:
    def test_the_way_through_is_reported_once_each(self):
        host, names = BareHost(), []
        for act in (lambda block: call(block, "mark_seen", {"key": key(), "values": {}}), self._draft, self._submit):
            for _twice in range(2):
                block = host.block()
                act(block)
                names += [
                    name.removeprefix("bizmooc.competence_self_assessment.") for name, _ in block.runtime.published
                ]
        assert names == ["block.seen", "round.started", "round.submitted", "completion"]

    def test_what_is_reported_of_a_round(self):
        block, _answer = _hand_in(BareHost({"series": "s"}), ratings() | {"now.growth_mindset_1": "missing"})
        name, event = block.runtime.published[0]
        assert name == f"{OURS}round.submitted"
        assert set(event) == {"usage_key", "series", "occasion", "framework", "asked", "missing"}
        assert (event["series"], event["occasion"], event["asked"], event["missing"]) == ("s", "pre", 15, 1)

    @staticmethod
    def _draft(block):
        return save_draft(block, {"now.growth_mindset_1": "3"})

    @staticmethod
    def _submit(block):
        return submit(block, ratings())
