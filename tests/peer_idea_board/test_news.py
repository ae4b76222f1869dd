"""What a mail tells: what concerns its reader and is on the board when it is sent; never what they did themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from peer_idea_board.models import Comment, Feedback, Idea
from peer_idea_board.news import news_of
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.comments import post_comment
from peer_idea_board.services.follow import follow
from peer_idea_board.services.join import visit
from peer_idea_board.services.revise_idea import revise_idea
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import COURSE, HERE, RULES, actor, give, post, text

pytestmark = pytest.mark.django_db
AUTHOR, GIVER, READER = (f"{number:032x}" for number in (1, 2, 3))


def _told(*people: str) -> dict[str, list[str]]:
    since = dict.fromkeys(people or (AUTHOR, GIVER, READER), timezone.now() - timedelta(hours=1))
    with translation.override("en"):
        found = news_of(COURSE, since)
    assert {one.usage_key for news in found.values() for one in news} <= {HERE.usage_key}
    return {person: sorted(one.sentence for one in news) for person, news in found.items()}


def test_two_people_answered_your_idea():
    idea = post(1, "A tool library")
    give(2, idea), give(3, idea)

    assert _told() == {AUTHOR: ["2 people gave you feedback on “A tool library”."]}


def test_a_comment_by_somebody_else():
    idea = post(1, "A tool library")
    post_comment(actor(1), idea.pk, "I forgot to say"), post_comment(actor(2), idea.pk, "Where?")

    assert _told() == {AUTHOR: ["There is 1 new comment under “A tool library”."]}


def test_the_author_answered():
    given = give(2, post(1, "A tool library"))
    answer_feedback(actor(1), given.pk, is_helpful=True, reply="I asked ten people.")

    assert _told(GIVER) == {GIVER: ["The author of “A tool library” answered your feedback."]}


def test_an_idea_one_follows_has_changed():
    idea = post(1, "A tool library")
    follow(actor(3), idea.pk, True)
    assert _told(READER) == {}
    revise_idea(actor(1), RULES, idea.pk, text("A tool library for two streets"), "More people")

    assert _told(READER) == {READER: ["There is news about “A tool library for two streets”, which you follow."]}


@pytest.mark.parametrize("how", ["withdrawn", "hidden idea", "hidden feedback", "hidden comment"])
def test_what_is_not_on_the_board_is_not_told(how):
    idea = post(1, "A tool library")
    given = give(2, idea)
    post_comment(actor(2), idea.pk, "Where?")
    follow(actor(3), idea.pk, True)
    answer_feedback(actor(1), given.pk, is_helpful=False, reply="There")
    assert len(_told()) == 3
    if how == "withdrawn":
        withdraw_idea(actor(1), idea.pk)
    elif how == "hidden idea":
        Idea.objects.update(state="hidden")
    else:
        (Feedback if how == "hidden feedback" else Comment).objects.update(shown="hidden")

    told = [sentence for sentences in _told().values() for sentence in sentences]
    hidden_word = {"hidden feedback": "gave you feedback", "hidden comment": "comment"}.get(how, "library")
    assert not [sentence for sentence in told if hidden_word in sentence]


def test_what_happened_before_is_not_told_again():
    give(2, post(1))
    assert news_of(COURSE, {AUTHOR: timezone.now() + timedelta(seconds=1)}) == {}


def test_the_same_number_of_queries_for_one_and_for_many(django_assert_num_queries):
    for number in range(1, 12):
        give(number + 100, post(number))
    for people in ([AUTHOR], [f"{number:032x}" for number in range(1, 12)]):
        with django_assert_num_queries(7):
            _told(*people)


def test_who_has_changed_groups_hears_nothing_of_the_old_one():
    idea = post(1, "A tool library", group="team:a")
    follow(actor(3, group="team:a"), idea.pk, True)
    given = give(2, idea, group="team:a")
    answer_feedback(actor(1, group="team:a"), given.pk, is_helpful=True, reply="I asked ten people.")
    assert set(_told(GIVER, READER)) == {GIVER, READER}
    for number in (2, 3):
        visit(actor(number, group="team:b"), RULES)

    assert _told(GIVER, READER) == {}
