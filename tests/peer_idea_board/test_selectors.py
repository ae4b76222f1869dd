"""Lists, search, what sounds alike, medians, and what polling is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bizmooc.hosting.participant import Place
from bizmooc.hosting.people import Enrolled
from peer_idea_board.board import Rules, Viewer
from peer_idea_board.models import BoardVersion, Feedback, Idea, Member, Tag
from peer_idea_board.selectors import ideas, lists
from peer_idea_board.selectors.alike import alike
from peer_idea_board.selectors.standing import Progress
from tests.peer_idea_board.acting import NEXT_STEP, STRUCTURE, WORKS, act, board, done, give, post, read
from tests.peer_idea_board.crowd import fill
from tests.support.bare_host import COURSE, BareHost, Person

pytestmark = pytest.mark.django_db
ME, OTHER = Person(1), Person(2)
RULES = Rules(STRUCTURE)


def _viewer(host: BareHost, person: Person = ME) -> Viewer:
    return Viewer(Place(str(host.usage_key), str(COURSE)), person.anonymous_id)


def _walk(host: BareHost, sort: str, tag: str = "") -> list[Idea]:
    """Go through a list page by page, to its end."""
    found, after = [], ""
    for _page in range(20):
        page = lists.page(_viewer(host), RULES, sort, tag=tag, after=after)
        assert len(page.ideas) <= lists.PAGE
        found += page.ideas
        after = page.older
        if not after:
            return found
    raise AssertionError("The list does not end.")


class TestLists:
    @pytest.mark.parametrize(
        ("sort", "by"),
        [
            ("new", lambda idea: (-idea.pk,)),
            ("helpful", lambda idea: (-idea.helpful_count, -idea.pk)),
            ("top", lambda idea: (-idea.votes, -idea.pk)),
        ],
    )
    def test_every_idea_comes_once_and_in_order(self, sort, by):
        host = board()
        all_ideas = fill(host, 65)
        assert _walk(host, sort) == sorted(all_ideas, key=by)

    def test_what_needs_feedback(self):
        host = board()
        all_ideas = fill(host, 65)
        waiting = [idea for idea in all_ideas if idea.load < RULES.feedback_wanted]
        assert _walk(host, "needs") == sorted(waiting, key=lambda idea: (idea.load, idea.pk))

    def test_a_tag(self):
        host = board()
        all_ideas = fill(host, 65)
        assert _walk(host, "new", tag="garden") == [idea for idea in reversed(all_ideas) if "garden" in idea.tags]

    def test_pinned_ones_stand_above_the_first_page_once(self):
        host = board()
        old = fill(host, 30)[0]
        Idea.objects.filter(pk=old.pk).update(is_pinned=True)
        first = lists.page(_viewer(host), RULES, "new")
        assert first.pinned == [old]
        assert old not in first.ideas
        assert lists.page(_viewer(host), RULES, "new", after=first.older).pinned == []

    def test_tags_of_late(self):
        host = board()
        fill(host, 12)
        found = lists.tag_choices(Idea.objects.latest("pk").board)
        assert (found[0].name, found[0].count) == ("wheels", 12)
        assert Tag.objects.get(pk=found[0].id).name == "wheels"


class TestSearch:
    def _found(self, host, text):
        return [idea.title for idea in lists.search(_viewer(host), text).ideas]

    @pytest.mark.parametrize(
        "text", ["library", "LIBRARY", "Librár", "tool library", "library  tool", "straße", "STRASSE"]
    )
    def test_case_accents_and_order_do_not_matter(self, text):
        host = board()
        post(host, OTHER, "A tool library in our straße")
        post(host, OTHER, "Soup of the day")
        assert self._found(host, text) == ["A tool library in our straße"]

    @pytest.mark.parametrize("text", ["%", "_", "\\", "l_brary", "lib%", "'", '"', "library soup"])
    def test_nothing_of_the_text_means_more_than_itself(self, text):
        host = board()
        post(host, OTHER, "A tool library")
        post(host, OTHER, "Soup of the day")
        assert self._found(host, text) == []

    def test_parts_and_tags_are_searched_page_by_page(self):
        host = board()
        all_ideas = fill(host, 45)
        first = lists.search(_viewer(host), "about problem wheels")
        second = lists.search(_viewer(host), "about problem wheels", int(first.older))
        assert [*first.ideas, *second.ideas] == all_ideas[::-1][:40]


class TestAlike:
    def test_the_closest_come_first_and_strangers_not_at_all(self):
        host = board()
        for title in ("A tool library for two streets", "Library of tools", "A library of seeds", "Soup of the day"):
            post(host, OTHER, title)
        found = [idea.title for idea in alike(_viewer(host), "A tool library for our streets", "")]
        assert found[0] == "A tool library for two streets"
        assert "Soup of the day" not in found
        assert len(found) <= 3

    def test_ones_own_and_the_one_being_changed_are_left_out(self):
        host = board()
        mine = post(host, ME, "A tool library")
        assert alike(_viewer(host), "A tool library", "") == []
        assert alike(_viewer(host, OTHER), "A tool library", "") == [mine]
        assert alike(_viewer(host, OTHER), "A tool library", "", but=mine.pk) == []

    def test_no_words_are_like_nothing(self):
        host = board()
        post(host, OTHER, "A tool library")
        for title in ("", "of a", "!!!"):
            assert alike(_viewer(host), title, "") == []


class TestRatings:
    def _rate(self, *levels: int) -> Idea:
        host = board()
        idea = fill(host, 1, feedback=len(levels))[0]
        for row, level in zip(Feedback.objects.order_by("pk"), levels, strict=True):
            row.ratings = {**row.ratings, "need": level}
            row.save()
        idea.refresh_from_db()
        return idea

    def _need(self, idea: Idea):
        return next(one for one in ideas.ratings_of(idea, STRUCTURE) if one.criterion.id == "need")

    def test_the_middle_and_the_range(self):
        rated = self._need(self._rate(1, 4, 4))
        assert (rated.low, rated.high, rated.lowest, rated.highest, rated.count) == (4, 4, 1, 4, 3)

    def test_two_middles(self):
        rated = self._need(self._rate(1, 2, 4, 4))
        assert (rated.low, rated.high) == (2, 4)

    def test_two_say_nothing_about_a_middle(self):
        assert ideas.ratings_of(self._rate(1, 4), STRUCTURE) == []

    def test_only_what_was_asked_in_the_same_words(self):
        idea = self._rate(1, 1, 4, 4, 4)
        data = STRUCTURE.as_data()
        data["criteria"][0]["levels"][0] = {"en": "Other words"}
        other = BoardVersion.objects.create(digest="0" * 64, content=data)
        first_two = list(Feedback.objects.order_by("pk").values_list("pk", flat=True)[:2])
        Feedback.objects.filter(pk__in=first_two).update(structure=other)
        assert (self._need(idea).count, self._need(idea).low) == (3, 4)
        value = next(one for one in ideas.ratings_of(idea, STRUCTURE) if one.criterion.id == "value")
        assert value.count == 5


@pytest.mark.parametrize(
    ("posted", "given", "nothing_left", "share", "is_done"),
    [
        (0, 0, False, 0.0, False),
        (1, 0, False, 0.25, False),
        (5, 0, False, 0.25, False),
        (1, 2, False, 0.75, False),
        (0, 3, False, 0.75, False),
        (1, 3, False, 1.0, True),
        (2, 9, False, 1.0, True),
        (1, 1, True, 1.0, True),
    ],
)
def test_progress(posted, given, nothing_left, share, is_done):
    progress = Progress(posted, 1, given, 3, nothing_left)
    assert (progress.share, progress.is_done) == (share, is_done)


def test_where_nothing_is_asked_for_one_is_done():
    assert Progress(0, 0, 0, 0, False).share == 1.0


class TestChanges:
    @pytest.fixture
    def host(self, campus, client, django_user_model):
        user = django_user_model.objects.create_user("me")
        client.force_login(user)
        campus.enrolled = None
        campus.people = [Enrolled(1, user.id, "me", "", (ME.anonymous_id,))]
        host = board()
        done(act(host, ME, "mark_seen"))
        return host

    def _ask(self, client, host, **since):
        address = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
        return client.get(reverse("bizmooc:peer_idea_board:changes", kwargs=address), since)

    def test_numbers_of_what_is_newer(self, client, host):
        mine, theirs = post(host, ME), post(host, OTHER)
        assert self._ask(client, host, idea=mine.pk, feedback=0).json() == {"ideas": 1, "feedback": 0}
        given = give(host, OTHER, mine)
        assert self._ask(client, host, idea=theirs.pk, feedback=0).json() == {"ideas": 0, "feedback": 1}
        assert self._ask(client, host, idea=theirs.pk, feedback=given.pk).json() == {"ideas": 0, "feedback": 0}

    def test_ones_own_ideas_are_no_news(self, client, host):
        post(host, ME)
        assert self._ask(client, host, idea=0).json() == {"ideas": 0, "feedback": 0}

    def test_hidden_ones_and_another_group_are_not_counted(self, client, host):
        post(host, OTHER)
        Idea.objects.update(state="hidden")
        assert self._ask(client, host, idea=0).json()["ideas"] == 0
        Idea.objects.update(state="live")
        assert self._ask(client, host, idea=0).json()["ideas"] == 1
        Member.objects.filter(participant=ME.anonymous_id).update(group="cohort:7")
        assert self._ask(client, host, idea=0).json()["ideas"] == 0

    def test_many_are_a_hundred_and_the_queries_stay_few(self, client, host, django_assert_max_num_queries):
        fill(host, 150)
        with django_assert_max_num_queries(7):
            assert self._ask(client, host, idea=0).json() == {"ideas": 100, "feedback": 0}

    def test_who_was_never_here_is_told_nothing(self, client, host):
        fill(host, 3)
        Member.objects.filter(participant=ME.anonymous_id).delete()
        assert self._ask(client, host, idea=0).json() == {"ideas": 0, "feedback": 0}

    @pytest.mark.parametrize("since", [{"idea": "x"}, {"idea": "-1"}, {"feedback": "9" * 40}])
    def test_what_it_cannot_read_it_refuses(self, client, host, since):
        assert self._ask(client, host, **since).status_code == 422

    def test_the_page_knows_where_it_stands(self, host):
        mine = post(host, ME)
        given = give(host, OTHER, mine)
        page = read(host, ME, "show_board").body["html"]
        assert f'data-idea="{mine.pk}" data-feedback="{given.pk}"' in page


def test_texts_of_the_crowd_are_such_as_are_taken():
    host = board()
    give(host, ME, fill(host, 1)[0], works=WORKS, next_step=NEXT_STEP)
