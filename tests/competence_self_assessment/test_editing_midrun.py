"""An author edits while learners are on their way: nobody's answer stands under words they did not read."""

import pytest

from competence_self_assessment.models import Draft, FrameworkVersion, Round, RoundStatistics
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import key
from tests.support.bare_host import BareHost, Person, call

pytestmark = pytest.mark.django_db
OLD = small.text()
NEW = small.text(small.reword("aa_1", "A better statement"))


def _host(text=OLD, **fields):
    return BareHost({"framework": "own", "own_framework": text, **fields})


def _values(text, level="2", then=None, **more):
    framework = small.parse(text)
    views = {"now": level} | ({"then": then} if then else {})
    values = {f"{view}.{item}": given for item in framework.items for view, given in views.items()}
    return {"framework": framework.digest, **values, **more}


def _send(host, name, values, person=None, version=0):
    return call(host.block(person), name, {"key": key(), "version": version, "values": values})


def _page(host, person=None):
    return host.block(person).student_view({}).content


class TestRounds:
    def test_an_old_round_is_shown_as_it_was_asked(self):
        retitled = small.text(lambda whole: whole["areas"][0]["competences"][0]["title"].update(en="Quite another"))
        host = _host()
        _send(host, "submit_round", _values(OLD))
        host.fields["own_framework"] = retitled
        assert "Competence aa" in _page(host)
        assert "Quite another" not in _page(host)

    def test_it_stays_readable_when_the_framework_breaks_or_goes(self):
        host = _host()
        _send(host, "submit_round", _values(OLD))
        for fields in ({"own_framework": "broken: ["}, {"framework": "gone"}):
            host.fields |= fields
            assert "Competence aa" in _page(host)

    def test_versions_are_kept_apart(self):
        host = _host()
        _send(host, "submit_round", _values(OLD), Person(1))
        host.fields["own_framework"] = NEW
        _send(host, "submit_round", _values(NEW, "3"), Person(2))
        assert FrameworkVersion.objects.count() == 2
        assert sorted(RoundStatistics.objects.values_list("people", flat=True)) == [1, 1]

    def test_an_edit_that_is_taken_back_is_no_third_version(self):
        host = _host()
        for number, text in enumerate((OLD, NEW, OLD)):
            host.fields["own_framework"] = text
            _send(host, "submit_round", _values(text), Person(number + 1))
        assert FrameworkVersion.objects.count() == 2


class TestPagesThatAreOpen:
    @pytest.mark.parametrize("name", ["submit_round", "save_draft"])
    def test_answers_to_the_old_questions_are_refused_and_nothing_is_stored(self, name):
        host = _host()
        host.fields["own_framework"] = NEW
        answer = _send(host, name, _values(OLD))
        assert answer.status == 409
        assert "reload" in answer.body["error"]
        assert not Round.objects.exists()
        assert not Draft.objects.exists()

    def test_saving_again_after_the_reload_works(self):
        host = _host()
        _send(host, "save_draft", _values(OLD))
        host.fields["own_framework"] = NEW
        assert _send(host, "save_draft", _values(NEW), version=1).body["version"] == 2
        assert Draft.objects.get().framework.digest == small.parse(NEW).digest


class TestDrafts:
    def test_answers_to_unchanged_questions_are_still_there_and_the_rest_is_said(self):
        host = _host()
        _send(host, "save_draft", _values(OLD, "2", reflection="My thoughts"))
        host.fields["own_framework"] = NEW
        page = _page(host)
        assert page.count(" checked>") == 5
        assert 'name="now.aa_1" value="2" checked' not in page
        assert "My thoughts" in page
        assert "has changed some questions" in page

    def test_nothing_is_said_where_nothing_was_lost(self):
        host = _host()
        _send(host, "save_draft", {"framework": small.parse(OLD).digest, "now.bb_1": "2"})
        assert "has changed some questions" not in _page(host)
        host.fields["own_framework"] = NEW
        assert 'name="now.bb_1" value="2" checked' in _page(host)
        assert "has changed some questions" not in _page(host)

    def test_on_another_scale_every_answer_is_gone_and_the_text_stays(self):
        host = _host()
        _send(host, "save_draft", _values(OLD, "2", reflection="My thoughts"))
        host.fields["own_framework"] = small.text(lambda whole: whole["scale"]["prompt"].update(en="How well?"))
        page = _page(host)
        assert " checked>" not in page
        assert "My thoughts" in page
        assert "has changed some questions" in page

    def test_a_block_that_asks_another_way_keeps_what_it_still_asks(self):
        host = _host(occasion="post")
        _send(host, "save_draft", _values(OLD, "2", then="1"))
        host.fields["occasion"] = "pre"
        page = _page(host)
        assert page.count(" checked>") == 6
        assert _send(host, "submit_round", _values(OLD, "2")).status == 200


class TestComparison:
    def _compare(self, first, second):
        pre, post = _host(first, series="s"), _host(second, series="s", occasion="post")
        _send(pre, "submit_round", _values(first, "1"))
        return _send(post, "submit_round", _values(second, "3", then="2")).body["html"]

    def test_everything_the_same(self):
        page = self._compare(OLD, OLD)
        assert "left out of the comparison" not in page
        assert page.count("higher than in your first self-view (1.0, now 3.0)") == 3

    def test_changed_questions_are_left_out_and_counted(self):
        page = self._compare(OLD, NEW)
        assert "1 question of 6 is left out of the comparison" in page
        assert page.count("higher than in your first self-view (1.0, now 3.0)") == 3

    def test_of_a_part_with_too_little_in_common_it_is_said(self):
        def reword_both(whole):
            small.reword("aa_1")(whole)
            small.reword("aa_2")(whole)

        page = self._compare(OLD, small.text(reword_both))
        assert "2 questions of 6 are left out" in page
        assert "too few answers to compare" in page
        assert page.count("higher than in your first self-view") == 2

    def test_another_series_or_course_is_not_compared(self):
        pre, post = _host(OLD, series="one"), _host(OLD, series="two", occasion="post")
        _send(pre, "submit_round", _values(OLD, "1"))
        page = _send(post, "submit_round", _values(OLD, "3", then="2")).body["html"]
        assert "There is no first self-view of yours" in page
        assert "you see growth (then 2.0, now 3.0)" in page

    def test_only_ones_own_first_round_is_compared(self):
        pre, post = _host(OLD, series="s"), _host(OLD, series="s", occasion="post")
        _send(pre, "submit_round", _values(OLD, "1"), Person(2))
        assert "There is no first self-view" in _send(post, "submit_round", _values(OLD, "3", then="2")).body["html"]
