"""What a page of figures is drawn from: released statistics of one framework version, each histogram read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from bizmooc.evidence import pairs
from bizmooc.evidence.exact import Counts
from bizmooc.texts import Texts, text_in
from competence_self_assessment.frameworks import Competence, Framework
from competence_self_assessment.selectors import VersionFigures
from competence_self_assessment.statistics import PAIRS, VIEWS

_NOBODY = Counts({}, 1)


@dataclass(frozen=True)
class Shown:
    """One framework version with its figures, in a language.

    Attributes:
        figures: of everybody who may be shown, or of one group.
        language: of the page.
        html_id: what ids in the page begin with.
    """

    figures: VersionFigures
    language: str
    html_id: str

    @property
    def framework(self) -> Framework:
        """As it was asked."""
        return self.figures.framework

    @cached_property
    def levels(self) -> list[int]:
        """Values of the scale, ascending."""
        return [level.value for level in self.framework.scale.levels]

    @cached_property
    def views(self) -> dict[str, str]:
        """The views that were asked, with their titles."""
        titles = {"now": _("Now"), "then": _("The start, looking back")}
        return {view: titles[view] for view in VIEWS if view in self.figures.statistics}

    @cached_property
    def pair_names(self) -> list[str]:
        """The pairs of views that anybody gave."""
        return [name for name in PAIRS if name in self.figures.statistics.get("pairs", {})]

    @cached_property
    def competences(self) -> list[Measured]:
        """Every competence with its figures, in the framework's order."""
        return [self._measured(number, one) for number, one in enumerate(self.framework.competences)]

    def text(self, texts: Texts) -> str:
        """Return a text of the framework in the language of the page."""
        return text_in(texts, self.language)

    def _measured(self, number: int, competence: Competence) -> Measured:
        statistics = self.figures.statistics
        scores = {view: statistics[view]["scores"].get(competence.id, {}) for view in self.views}
        return Measured(
            competence=competence,
            title=self.text(competence.title),
            html_id=f"{self.html_id}-{self.framework.digest[:8]}-{number}",
            statements=[self.text(item.text) for item in competence.items],
            scores={view: Counts.of(histogram) for view, histogram in scores.items()},
            unscored={view: histogram.get("missing", 0) for view, histogram in scores.items()},
            items={
                view: [statistics[view]["items"].get(item.id, {}) for item in competence.items] for view in self.views
            },
            sums={view: statistics[view].get("sums", {}).get(competence.id) for view in self.views},
            pairs={name: pairs.read(statistics["pairs"][name].get(competence.id, {})) for name in self.pair_names},
        )


@dataclass(frozen=True)
class Measured:
    """One competence with its figures.

    Attributes:
        competence: as it was asked.
        title: in the language of the page. statements: of its items.
        html_id: unique on the page.
        scores: view -> scores of people. unscored: view -> people who rated too few of its items.
        items: view -> histogram of levels, item by item.
        sums: view -> sums of its items (evidence/reliability.py); None: nobody rated any.
        pairs: pair of views -> pairs of scores.
    """

    competence: Competence
    title: str
    html_id: str
    statements: list[str]
    scores: dict[str, Counts]
    unscored: dict[str, int]
    items: dict[str, list[dict[str, int]]]
    sums: dict[str, Any]
    pairs: dict[str, pairs.PairCounts]

    def of(self, view: str) -> Counts:
        """Return the scores in a view; of nobody where it was not asked."""
        return self.scores.get(view, _NOBODY)
