"""Random histories through the real services: kept counts are those of the rows, whoever comes, goes and is erased."""

from __future__ import annotations

import os
import random
from contextlib import suppress
from dataclasses import replace

import pytest

from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from peer_idea_board.models import Comment, Feedback, Idea, Member, ModerationEntry, Target, Turn, Vote
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.comments import post_comment, withdraw_comment
from peer_idea_board.services.follow import follow
from peer_idea_board.services.give_feedback import give_feedback
from peer_idea_board.services.join import visit
from peer_idea_board.services.moderate import hide, mute
from peer_idea_board.services.post_idea import post_idea
from peer_idea_board.services.recount import recount
from peer_idea_board.services.report import report
from peer_idea_board.services.revise_idea import revise_idea
from peer_idea_board.services.take_turn import skip_turn, take_turn
from peer_idea_board.services.vote import vote
from peer_idea_board.services.withdraw_idea import withdraw_idea
from tests.peer_idea_board.services.people import HERE, THERE, actor, feedback_text, give, post, rules, text

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("BOARD_HISTORIES", "6"))
STEPS = 120
RULES = rules(vote_kind="dots", dots=4, dots_per_idea=3, lease_minutes=5)


class History:
    """People who do things at random; what is refused is refused."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rules = RULES

    def step(self) -> None:
        number = self.random.randint(1, 8)
        where = {
            "place": self.random.choice((HERE, HERE, THERE)),
            "group": "cohort:1" if number > 6 else "",
            "is_course_team": number == 8,
        }
        act = self.random.choice(
            (self._post, self._post, self._take, self._give, self._give, self._give, self._vote, self._vote)
            + (self._comment, self._answer, self._answer, self._revise, self._withdraw, self._report, self._rest)
        )
        with suppress(Refusal):
            act(lambda: actor(number, **where))

    def erase(self) -> None:
        number = self.random.randint(1, 8)
        if self.random.random() < 0.5:
            erasure.retire([f"{number:032x}"])
        else:
            erasure.reset("peer_idea_board", HERE.usage_key, f"{number:032x}")

    def _any(self, model) -> int:
        keys = list(model.objects.values_list("pk", flat=True))
        return self.random.choice(keys) if keys else 1

    def _post(self, who):
        some_wait = replace(self.rules, pre_approval=self.random.random() < 0.2)
        post_idea(who(), some_wait, text(f"Idea {self.random.random()}", tags=("street", "Tools")))

    def _take(self, who):
        turn = take_turn(who(), self.rules, self.random.choice((None, None, self._any(Idea))))
        if turn and self.random.random() < 0.3:
            skip_turn(who(), turn.idea_id)

    def _give(self, who):
        turn = take_turn(who(), self.rules)
        give_feedback(who(), self.rules, turn.idea_id if turn else self._any(Idea), feedback_text())

    def _vote(self, who):
        vote(who(), self.rules, self._any(Idea), self.random.randint(0, 3))

    def _comment(self, who):
        comment = post_comment(who(), self._any(Idea), "Do you know the one in Ghent?")
        if self.random.random() < 0.3:
            withdraw_comment(who(), comment.pk)

    def _answer(self, who):
        reply = self.random.choice(("", "Thank you, I asked ten people."))
        answer_feedback(who(), self._any(Feedback), is_helpful=self.random.random() < 0.7, reply=reply)

    def _revise(self, who):
        revise_idea(who(), self.rules, self._any(Idea), text("Another title"), "It was too long.")

    def _withdraw(self, who):
        withdraw_idea(who(), self._any(Idea))

    def _report(self, who):
        target, model = self.random.choice(
            ((Target.IDEA, Idea), (Target.FEEDBACK, Feedback), (Target.COMMENT, Comment))
        )
        report(who(), target, self._any(model), "spam", "")

    def _rest(self, who):
        visit(who(), self.rules)
        follow(who(), self._any(Idea), self.random.random() < 0.7)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_kept_counts_are_those_of_the_rows(seed):
    history = History(seed)
    for step in range(STEPS):
        history.step()
        if step % 20 == 19:
            assert recount() == 0
        if step % 30 == 29:
            history.erase()
            assert recount() == 0
    assert Idea.objects.exists()
    assert Feedback.objects.exists()


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_left_of_somebody_who_is_erased(seed):
    history = History(seed)
    for _step in range(STEPS):
        history.step()
    others = Feedback.objects.exclude(participant=f"{1:032x}").count()
    erasure.retire([f"{1:032x}"])

    for model in (Idea, Feedback, Comment, Vote, Turn, Member):
        assert not model.objects.filter(participant=f"{1:032x}").exists()
    assert not Idea.objects.filter(state="erased").exclude(title="", content={}, search_text="").exists()
    assert Feedback.objects.count() == others, "what others gave stays theirs"


def test_the_recount_finds_and_mends_what_is_wrong():
    history = History(1)
    for _step in range(STEPS):
        history.step()
    Idea.objects.update(votes=99)

    assert recount() == Idea.objects.count()
    assert recount() == 0


def test_what_the_course_team_wrote_about_the_words_of_somebody_goes_with_them():
    idea = post(1)
    given = give(2, idea)
    place, reason = HERE, "Anna Schmidt was rude to Ben"
    hide(place, "9" * 32, "feedback", given.pk, reason)
    mute(place, "9" * 32, Member.objects.get(participant=f"{2:032x}").pk, True, reason)
    hide(place, "9" * 32, "idea", idea.pk, reason)
    erasure.reset("peer_idea_board", HERE.usage_key, f"{2:032x}")

    left = dict(ModerationEntry.objects.values_list("target", "reason"))
    assert left == {"feedback": "", "member": "", "idea": reason}
