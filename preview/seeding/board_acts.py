"""What made-up people do on an idea board, through the board's own services."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bizmooc.hosting.participant import Place
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Comment, Feedback, Idea, State, Target
from peer_idea_board.services import moderate
from peer_idea_board.services.answer_feedback import answer_feedback
from peer_idea_board.services.comments import post_comment
from peer_idea_board.services.give_feedback import FeedbackText, give_feedback
from peer_idea_board.services.join import visit
from peer_idea_board.services.post_idea import IdeaText, post_idea
from peer_idea_board.services.report import report
from peer_idea_board.services.revise_idea import revise_idea
from peer_idea_board.services.take_turn import skip_turn, take_turn
from peer_idea_board.services.vote import vote
from preview import accounts, people
from preview.olx import Course
from preview.seeding import material
from preview.seeding.learners import Learner, write_key
from preview.seeding.material import Written
from preview.seeding.timeline import Timeline

_SKIP, _ON_A_PART, _HELPFUL, _REPLY, _REVISE = 0.08, 0.5, 0.65, 0.7, 0.4
# Which part a remark is about.
_PART = {"need": "problem", "value": "idea", "first_test": "first_test"}
# How people spread their dots.
_SPREADS = ((3, 2), (2, 2, 1), (3, 1, 1), (1, 1, 1, 1, 1), (2, 1), (1,))


@dataclass
class _Posted:
    """An idea on the board."""

    idea_id: int
    author: Learner
    written: Written
    # How much people like it: votes go by it, and levels a little.
    appeal: float
    said: set[str] = field(default_factory=set)
    is_revised: bool = False


class Acts:
    """The acts on one board. Each takes the time, who does it, and what about.

    Args:
        place: the board.
        rules: the author's.
        rng: everything is drawn from it.
        timeline: is told the time of each act.
        shown: the parts of ideas that can be read on the board, be it in one text.
    """

    def __init__(self, place: Place, rules: Rules, rng: random.Random, timeline: Timeline, shown: Collection[str]):
        self.place = place
        self.rules = rules
        self._spoken_of = tuple(remark for remark, part in _PART.items() if part in shown)
        self._in_parts = all(map(rules.structure.part, _PART.values()))
        self._random = rng
        self._timeline = timeline
        self._posted: dict[int, _Posted] = {}
        self._said_of_examples: set[str] = set()
        self._number = 0

    def visit(self, when: datetime, learner: Learner, _about: Any) -> None:
        """Open the board."""
        self._timeline.now_is(when)
        visit(self._actor(learner), self.rules)

    def post(self, when: datetime, learner: Learner, written: Written) -> None:
        """Put an idea on the board."""
        self._timeline.now_is(when)
        idea = post_idea(self._actor(learner), self.rules, written.text)
        if idea:
            self._posted[idea.pk] = _Posted(idea.pk, learner, written, self._random.expovariate(1.0))

    def feedback(self, when: datetime, learner: Learner, _about: Any) -> None:
        """Take the next idea from the queue, pass it on now and then, and give feedback on it."""
        self._timeline.now_is(when)
        turn = take_turn(self._actor(learner), self.rules)
        if turn and self._random.random() < _SKIP:
            skip_turn(self._actor(learner), turn.idea_id)
            turn = take_turn(self._actor(learner), self.rules)
        if turn:
            self._timeline.now_is(when + timedelta(minutes=self._random.randint(3, 9)))
            give_feedback(self._actor(learner), self.rules, turn.idea_id, self._feedback_text(turn.idea_id))

    def come_back(self, when: datetime, learner: Learner, _about: Any) -> None:
        """Look at what came in the meantime: answer it, and change the idea, perhaps."""
        for posted in [one for one in self._posted.values() if one.author is learner]:
            got = list(Feedback.objects.filter(idea=posted.idea_id, replied_at=None).order_by("pk"))
            for one in got:
                self._timeline.now_is(when)
                self._answer(learner, one)
            if got and not posted.is_revised and self._random.random() < _REVISE:
                self._timeline.now_is(when + timedelta(minutes=self._random.randint(5, 25)))
                self._revise(learner, posted)

    def vote(self, when: datetime, learner: Learner, _about: Any) -> None:
        """Vote for some of the ideas that are there, in one go."""
        others = [one for one in self._posted.values() if one.author is not learner]
        spread = self._random.choice(_SPREADS)
        if len(others) < len(spread):
            return
        chosen: dict[int, _Posted] = {}
        while len(chosen) < len(spread):
            one = self._random.choices(others, [other.appeal for other in others])[0]
            chosen[one.idea_id] = one
        self._timeline.now_is(when)
        for posted, dots in zip(chosen.values(), spread, strict=True):
            vote(self._actor(learner), self.rules, posted.idea_id, dots if self.rules.vote_kind == "dots" else 1)

    def comment(self, when: datetime, learner: Learner, _about: Any) -> None:
        """Say something short under an idea of somebody else."""
        others = [one for one in self._posted.values() if one.author is not learner and one.written.words]
        if others:
            posted = self._random.choice(others)
            text = self._unsaid(posted.said, posted.written.words, material.read("exchange")["comments"])
            self._timeline.now_is(when)
            post_comment(self._actor(learner), posted.idea_id, text)

    def moderate(self, course: Course, visitors: list[Learner]) -> None:
        """Let people report some things, and the course team decide on some of them."""
        ideas = list(Idea.objects.filter(pk__in=self._posted, state=State.LIVE).order_by("votes", "pk"))
        if len(ideas) < 10 or len(visitors) < 10 or not ideas[0].is_counted:
            return
        why = {entry["why"]: entry["text"] for entry in material.read("exchange")["reports"]}
        ivo = accounts.find("ivo")
        team = people.anonymous_id(accounts.user_of(ivo), course.key) if ivo else ""
        reporters = iter(self._random.sample(visitors, 10))
        if self._in_parts:
            self._advert_and_twin(visitors, reporters, why["spam"], team)
        given = Feedback.objects.filter(usage_key=self.place.usage_key).order_by("-pk").first()
        said = Comment.objects.filter(usage_key=self.place.usage_key).order_by("-pk").first()
        if given:
            self._report(reporters, Target.FEEDBACK, given.pk, given.participant, "rude", why["rude"])
        if said:
            self._report(reporters, Target.COMMENT, said.pk, said.participant, "private", why["private"])
            moderate.keep(self.place, team, Target.COMMENT, said.pk, "Nobody can be recognised by it.")
        copied = ideas[len(ideas) // 2]
        self._report(reporters, Target.IDEA, copied.pk, copied.participant, "copied", why["copied"])
        why_endorsed = "A test that can fail." if "first_test" in self._spoken_of else "Clear, and to the point."
        moderate.endorse(self.place, team, ideas[-1].pk, True, why_endorsed)

    def _advert_and_twin(self, visitors: list[Learner], reporters: Any, why: str, team: str) -> None:
        """Put an advert on the board, which is hidden, and an idea that sounds like another one."""
        spam, double = self._random.sample(visitors, 2)
        advert = post_idea(self._actor(spam), self.rules, material.advert())
        if advert:
            for _reporter in range(2):
                self._report(reporters, Target.IDEA, advert.pk, advert.participant, "spam", why)
            moderate.hide(self.place, team, Target.IDEA, advert.pk, "This is advertising.")
        title, twin = material.twin()
        if any(one.written.text.title == title for one in self._posted.values()):
            post_idea(self._actor(double), self.rules, twin.text)

    def _report(self, reporters: Any, target: str, target_id: int, author: str, why: str, text: str) -> None:
        reporter = next(one for one in reporters if one.participant.anonymous_id != author)
        report(self._actor(reporter), target, target_id, why, text)

    def _answer(self, learner: Learner, given: Feedback) -> None:
        replies = material.read("exchange")["replies"]
        is_helpful = self._random.random() < _HELPFUL
        reply = self._random.choice(replies["helpful" if is_helpful else "other"])
        reply = reply if self._random.random() < _REPLY else ""
        if is_helpful or reply:
            answer_feedback(self._actor(learner), given.pk, is_helpful=is_helpful, reply=reply)

    def _revise(self, learner: Learner, posted: _Posted) -> None:
        change = self._random.choice(material.read("exchange")["revisions"])
        before = posted.written.text
        if not self._in_parts or change["part"] not in before.content:
            return
        posted.is_revised = True
        content = {**before.content, change["part"]: f"{before.content[change['part']]} {change['add']}"}
        text = IdeaText(before.title, content, tags=before.tags)
        revise_idea(self._actor(learner), self.rules, posted.idea_id, text, change["note"])

    def _feedback_text(self, idea_id: int) -> FeedbackText:
        posted = self._posted.get(idea_id)
        appeal = posted.appeal if posted else 1.0
        ratings = {one.id: self._level(len(one.levels), appeal) for one in self.rules.structure.criteria}
        if not self._spoken_of:
            return self._answer_text(posted, ratings)
        # The author's examples have no words to speak of them with: remarks that need none are left.
        words = posted.written.words if posted else {}
        said = posted.said if posted else self._said_of_examples
        texts = material.read("exchange")
        praised, wanted = self._random.choice(self._spoken_of), self._random.choice(self._spoken_of)
        return FeedbackText(
            ratings,
            works=self._unsaid(said, words, texts["works"][praised]),
            next_step=self._unsaid(said, words, texts["next_step"][wanted]),
            part=_PART[wanted] if self._in_parts and self._random.random() < _ON_A_PART else "",
        )

    def _answer_text(self, posted: _Posted | None, ratings: dict[str, int]) -> FeedbackText:
        """Return an answer to a question: its own first, then one that fits any."""
        own = [answer for answer in posted.written.answers if answer[0] not in posted.said] if posted else []
        if posted and own:
            posted.said.add(own[0][0])
            return FeedbackText(ratings, *own[0])
        second = self._random.choice(material.read("exchange")["second_answers"])
        return FeedbackText(ratings, second["works"], second["next_step"])

    def _unsaid(self, said: set[str], words: dict[str, str], templates: list[str]) -> str:
        """Return a remark that nobody has made there before, as long as there is one."""
        possible = [one for one in templates if words or "{" not in one]
        template = self._random.choice([one for one in possible if one not in said] or possible)
        said.add(template)
        return material.fill(template, words)

    def _level(self, levels: int, appeal: float) -> int:
        return min(levels, max(1, round(levels * 0.55 + 0.4 * appeal + self._random.gauss(0, 0.8))))

    def _actor(self, learner: Learner) -> Actor:
        self._number += 1
        return Actor(write_key(self.place, learner, self._number), learner.participant)
