"""A learner's profile: scores by competence, what stands out, and what changed between rounds, in numbers and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from bizmooc.web.numbers import number
from competence_self_assessment.comparison import Answers, compare
from competence_self_assessment.frameworks import Competence, Framework
from competence_self_assessment.statistics import competence_score

# Steps by which the ratings of a competence must differ in all to be called a change: one answer moved by one level
# is none, however few items there are.
NOTICEABLE_STEPS = 2


@dataclass(frozen=True)
class Score:
    """A learner's own view of one competence.

    Attributes:
        competence: which one.
        value: mean level, None if fewer than half of the items were rated.
        answered: items rated. asked: items asked.
    """

    competence: Competence
    value: float | None
    answered: int
    asked: int


@dataclass(frozen=True)
class Change:
    """Three views of one competence, each the mean of the same items: those rated in all of the views there are.

    The differences are kept apart and never averaged: now - pre mixes real change with a changed yardstick,
    now - then is as good as memory is, then - pre shows how the yardstick moved (response shift; Howard 1980).

    Attributes:
        competence: as asked now.
        pre: the first self-view, None if there is none to compare with.
        now: at the end. then: the start as seen from the end.
        compared: items compared. left_out: items asked now that could not be.
    """

    competence: Competence
    pre: float | None
    now: float | None
    then: float | None
    compared: int
    left_out: int

    @property
    def now_minus_pre(self) -> float | None:
        """Change from the first self-view."""
        return _difference(self.now, self.pre)

    @property
    def now_minus_then(self) -> float | None:
        """Change as the learner sees it looking back."""
        return _difference(self.now, self.then)

    @property
    def response_shift(self) -> float | None:
        """Then minus pre: how differently the same start is seen today."""
        return _difference(self.then, self.pre)

    def sentences(self) -> list[str]:
        """Say the change in words."""
        if self.now is None or self.then is None:
            return [_("There are too few answers to compare here.")]
        return [*self._since_first(), *self._looking_back(), *self._shift()]

    def _is_noticeable(self, difference: float) -> bool:
        return _is_noticeable(difference, self.compared)

    def _since_first(self) -> list[str]:
        if self.pre is None or self.now_minus_pre is None:
            return []
        words = {"before": number(self.pre, 1), "after": number(self.now, 1)}
        if not self._is_noticeable(self.now_minus_pre):
            return [_("You rate yourself about as in your first self-view (%(before)s, now %(after)s).") % words]
        if self.now_minus_pre > 0:
            return [_("You rate yourself higher than in your first self-view (%(before)s, now %(after)s).") % words]
        return [_("You rate yourself lower than in your first self-view (%(before)s, now %(after)s).") % words]

    def _looking_back(self) -> list[str]:
        if self.now_minus_then is None:
            return []
        words = {"before": number(self.then, 1), "after": number(self.now, 1)}
        if not self._is_noticeable(self.now_minus_then):
            return [_("Looking back, you see little change (then %(before)s, now %(after)s).") % words]
        if self.now_minus_then > 0:
            return [_("Looking back, you see growth (then %(before)s, now %(after)s).") % words]
        return [_("Looking back, you see yourself lower today (then %(before)s, now %(after)s).") % words]

    def _shift(self) -> list[str]:
        if self.response_shift is None or not self._is_noticeable(self.response_shift):
            return []
        if self.response_shift < 0:
            return [_("You place your start lower today than you did then. Many people become stricter as they learn.")]
        return [_("You place your start higher today than you did then. Perhaps you see now what you already did.")]


def scores(framework: Framework, answers: Answers) -> list[Score]:
    """Return a score for each competence, in the framework's order."""
    return [
        Score(
            competence,
            competence_score(competence, answers),
            sum(answers.get(item.id) is not None for item in competence.items),
            len(competence.items),
        )
        for competence in framework.competences
    ]


def changes(framework: Framework, now: Answers, then: Answers, first: tuple[Framework, Answers] | None) -> list[Change]:
    """Compare a POST round with its own look back, and with the PRE round where there is one.

    Args:
        framework: of the POST round.
        now: its ratings of today.
        then: its ratings of the start.
        first: framework and ratings of the PRE round. Only items that are the same in both frameworks count.
    """
    return [
        Change(one.competence, one.pre, one.now, one.then, one.items, one.left_out)
        for one in compare(framework, now, then, first)
    ]


@dataclass(frozen=True)
class Portrait:
    """Where learners place themselves highest and lowest, ties included; both empty where it is all about the same.

    Attributes:
        highest: at least noticeably above the lowest.
        lowest: at least noticeably below the highest.
        rated: how many competences have a score.
    """

    highest: list[Score]
    lowest: list[Score]
    rated: int


def portrait(own: Sequence[Score]) -> Portrait:
    """Find the highest and the lowest scores. What looks equal in a table counts as equal here.

    An end that more than half of the competences share (and more than two) says nothing and is left out.
    """
    rated = [score for score in own if score.value is not None]
    if len(rated) < 2:
        return Portrait([], [], len(rated))
    top, bottom = (choose(rated, key=lambda score: score.value or 0) for choose in (max, min))
    highest, lowest = _like(top, rated), _like(bottom, rated)
    fewest = min(score.answered for score in [*highest, *lowest])
    if not _is_noticeable(_difference(top.value, bottom.value) or 0, fewest):
        return Portrait([], [], len(rated))
    most = max(2, len(rated) // 2)
    highest, lowest = (end if len(end) <= most else [] for end in (highest, lowest))
    return Portrait(highest, lowest, len(rated))


@dataclass(frozen=True)
class Beside:
    """Rounds beside each other, on the statements that all of them asked alike.

    Attributes:
        scores: one list for each round, by competence of the last round; None for a round that cannot be compared.
        statements: how many are compared. left_out: of the last round's, how many are not.
    """

    scores: list[list[float | None] | None]
    statements: int
    left_out: int


def beside(rounds: Sequence[tuple[Framework, Answers]]) -> Beside:
    """Set rounds beside the last one.

    A round without a single statement in common (its scale was another one, say) takes nothing away from the others.
    """
    framework = rounds[-1][0]
    shared = {asked.digest: framework.same_items(asked) for asked, _answers in rounds}
    common = set(framework.items).intersection(*filter(None, shared.values()))

    def scored(asked: Framework, answers: Answers) -> list[float | None] | None:
        if not shared[asked.digest] or not common:
            return None
        given = {id_: level for id_, level in answers.items() if id_ in common}
        return [competence_score(competence, given) for competence in framework.competences]

    scores = [scored(asked, answers) for asked, answers in rounds]
    return Beside(scores, len(common), len(framework.items) - len(common))


@dataclass(frozen=True)
class Since:
    """What is different from an earlier round, competence by competence; of the statements rated in both.

    Attributes:
        higher: noticeably. lower: noticeably. same: about. unknown: too few answers to compare.
        left_out: statements asked now that could not be compared.
    """

    higher: list[Competence]
    lower: list[Competence]
    same: list[Competence]
    unknown: list[Competence]
    left_out: int


def since(framework: Framework, now: Answers, earlier: tuple[Framework, Answers]) -> Since | None:
    """Compare a round with an earlier one; None where they have no statement in common."""
    if not framework.same_items(earlier[0]):
        return None
    found = Since([], [], [], [], 0)
    left_out = 0
    for one in compare(framework, now, None, earlier):
        left_out += one.left_out
        difference = _difference(one.now, one.pre)
        if difference is None:
            found.unknown.append(one.competence)
        elif not _is_noticeable(difference, one.items):
            found.same.append(one.competence)
        else:
            (found.higher if difference > 0 else found.lower).append(one.competence)
    return replace(found, left_out=left_out)


def _like(score: Score, others: Sequence[Score]) -> list[Score]:
    return [one for one in others if number(one.value, 1) == number(score.value, 1)]


def _is_noticeable(difference: float, items: int) -> bool:
    return round(abs(difference) * items) >= NOTICEABLE_STEPS


def _difference(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before
