"""What the preview answers the ground floor about groups, lists of people and mail."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from opaque_keys.edx.keys import CourseKey

from bizmooc import registry
from bizmooc.digest import note
from bizmooc.digest.sending import send_digests
from bizmooc.hosting.people import Letter, Person
from preview import people
from preview.accounts import ensure_accounts
from preview.platform import PreviewPlatform

pytestmark = pytest.mark.django_db
ELSEWHERE = CourseKey.from_string("course-v1:no+such+run")
ASK = PreviewPlatform()
LETTER = Letter("A word & more", "Please <look>", "http://here.example/block")


class TestCohorts:
    def test_a_person_is_in_one_of_a_run(self, crowd, course) -> None:
        assert ASK.cohort_of(crowd.learner.pk, course.key) is None
        people.join_cohort(crowd.learner, course.key, "Morning")
        people.join_cohort(crowd.learner, course.key, "Evening")
        people.join_cohort(crowd.learner, ELSEWHERE, "Morning")

        cohort = ASK.cohort_of(crowd.learner.pk, course.key)

        assert cohort is not None
        assert cohort.name == "Evening"
        assert ASK.cohort_names(course.key)[cohort.id] == "Evening"
        assert set(ASK.cohort_names(course.key).values()) == {"Morning", "Evening"}
        assert ASK.cohort_of(crowd.other.pk, course.key) is None

    def test_demo_accounts_are_in_some(self, course) -> None:
        users = {user.username: user for user in ensure_accounts([course.key])}
        names = {name: ASK.cohort_of(user.pk, course.key) for name, user in users.items()}
        assert {name: cohort and cohort.name for name, cohort in names.items()} == {
            "anna": "Morning group",
            "ben": "Evening group",
            "ivo": None,
            "olga": None,
        }


class TestTeams:
    def test_a_person_is_in_one_of_a_team_set(self, crowd, course) -> None:
        assert ASK.team_of(crowd.learner.pk, course.key, "projects") is None
        people.join_team(crowd.learner, course.key, "projects", "Oaks")
        people.join_team(crowd.learner, course.key, "projects", "Elms")
        people.join_team(crowd.learner, course.key, "reading", "Oaks")
        people.join_team(crowd.other, ELSEWHERE, "projects", "Oaks")

        team = ASK.team_of(crowd.learner.pk, course.key, "projects")

        assert team is not None
        assert team.name == "Elms"
        assert ASK.team_names(course.key)[team.id] == "Elms"
        assert sorted(ASK.team_names(course.key).values()) == ["Elms", "Oaks", "Oaks"]
        assert ASK.team_of(crowd.learner.pk, course.key, "") == team
        assert ASK.team_of(crowd.other.pk, course.key, "projects") is None


class TestWhoIsBehindAnId:
    def test_in_this_course(self, crowd, course) -> None:
        here = people.anonymous_id(crowd.learner, course.key)
        elsewhere = people.anonymous_id(crowd.learner, ELSEWHERE)
        found = ASK.people_of(course.key, [here, elsewhere, "f" * 32])
        assert found == {here: Person(crowd.learner.pk, "learner", crowd.learner.get_full_name(), "")}

    def test_its_queries_do_not_grow(self, crowd, course, django_assert_num_queries) -> None:
        ids = [people.anonymous_id(user, course.key) for user in (crowd.learner, crowd.other)]
        with django_assert_num_queries(1):
            assert len(ASK.people_of(course.key, ids)) == 2


class TestRoster:
    def test_learners_without_the_team(self, crowd, course) -> None:
        for user in (crowd.staff, crowd.superuser, crowd.outsider):
            people.enrol(user, course.key)
        people.unenrol(crowd.outsider, course.key)
        known = people.anonymous_id(crowd.learner, course.key)

        found, after = ASK.roster(course.key, 0, 100)

        assert {person.username: person.anonymous_ids for person in found} == {"learner": (known,), "other": ()}
        assert after is None

    def test_page_by_page_everybody_comes_once(self, crowd, course) -> None:
        for user in (crowd.staff, crowd.outsider):
            people.enrol(user, course.key)
        names, after = [], 0
        while after is not None:
            found, after = ASK.roster(course.key, after, 1)
            names += [person.username for person in found]
        assert sorted(names) == ["learner", "other", "outsider"]

    def test_its_queries_do_not_grow_with_the_page(self, crowd, course, django_assert_num_queries) -> None:
        with django_assert_num_queries(3):
            ASK.roster(course.key, 0, 100)


class TestFinding:
    def test_by_name_or_address(self, crowd, course) -> None:
        known = people.anonymous_id(crowd.learner, course.key)
        assert ASK.anonymous_id_of("learner", course.key) == known
        assert ASK.anonymous_id_of(crowd.learner.email, course.key) == known

    @pytest.mark.parametrize("name", ["nobody", "nobody@example.org", ""])
    def test_nobody(self, crowd, course, name) -> None:
        crowd.learner.email = ""
        crowd.learner.save()
        assert ASK.anonymous_id_of(name, course.key) is None


class TestMail:
    def test_a_letter_goes_to_each_alone(self, crowd, course) -> None:
        assert ASK.send_letter([crowd.learner.pk, crowd.other.pk], course.key, LETTER) == 2

        assert sorted(one.to[0] for one in mail.outbox) == sorted([crowd.learner.email, crowd.other.email])
        assert {len(one.to + one.cc + one.bcc) for one in mail.outbox} == {1}
        assert mail.outbox[0].subject == "A word & more"
        assert "Please <look>" in mail.outbox[0].body
        assert LETTER.address in mail.outbox[0].body

    def test_a_digest_leads_to_its_block(self, crowd, course, monkeypatch) -> None:
        nothing = dict.fromkeys(("retire", "reset", "forget_course", "recount"), lambda *_arguments: 0)
        tell = lambda _course, since: {one: [registry.News("block-v1:x", "Two answered.")] for one in since}  # noqa: E731
        monkeypatch.setattr(registry, "_contributions", {})
        registry.register(registry.Contribution("ant", **nothing, news=tell))
        for user in (crowd.learner, crowd.outsider):
            note(str(course.key), [people.anonymous_id(user, course.key)])

        assert send_digests() == 1

        (letter,) = mail.outbox
        assert letter.to == [crowd.learner.email]
        assert "- Two answered." in letter.body
        assert ASK.block_address("block-v1:x", course.key) in letter.body

    def test_to_nobody(self, course) -> None:
        assert ASK.send_letter([], course.key, LETTER) == 0


def test_reports_lie_where_nothing_serves_them(settings) -> None:
    storage = ASK.report_storage()
    name = storage.save("a/b.csv", StringIO("x"))
    assert storage.path(name).startswith(str(settings.PREVIEW_DATA))
    storage.delete(name)
