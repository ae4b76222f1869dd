"""What learners can do afterwards, and where the course lets them do it: ``outcomes.yaml`` beside the export.

The file is a list. Each outcome has an id, the url_name of its week, a verb, a text that begins with the verb, the
units in which it is practised, and the problems or blocks by which it is assessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from course_quality.export import Export

FILE = "outcomes.yaml"
_VERBS = """
define describe identify label list match name outline recall recognise reproduce select state
arrange classify compare convert discuss distinguish estimate explain express illustrate infer interpret
paraphrase predict restate summarise
apply calculate carry change choose complete compute conduct demonstrate draw fill find interview inventory
modify operate perform plan post practise prepare schedule show sketch solve turn use
analyse break categorise contrast deconstruct diagnose differentiate examine inspect map monitor order relate
screen separate sort test trace
appraise argue assess check conclude convince criticise decide defend evaluate give judge justify persuade
prioritise rank rate recommend reflect review weigh
adapt assemble build combine compose construct create design develop devise draft formulate generate improve
invent make negotiate present produce propose reframe revise rewrite write
"""
BLOOM_VERBS = frozenset(_VERBS.split())
"""Verbs after Bloom's taxonomy as revised by Anderson and Krathwohl 2001, for things that can be seen."""
VAGUE_VERBS = ("understand", "know", "learn about", "be aware", "appreciate", "familiarise")


@dataclass(frozen=True)
class Outcome:
    """One outcome.

    Attributes:
        id: Its name in the file.
        week: The url_name of the chapter.
        verb: Its one verb.
        text: What somebody can do, beginning with the verb.
        activities: The url_names of units in which it is practised.
        assessed: The url_names of problems and blocks by which it is assessed.
    """

    id: str
    week: str
    verb: str
    text: str
    activities: tuple[str, ...]
    assessed: tuple[str, ...]


@lru_cache(maxsize=8)
def outcomes(course: Export) -> tuple[Outcome, ...]:
    """The outcomes of a course; none where the file is missing or cannot be read."""
    try:
        rows = yaml.safe_load(course.text(FILE))
    except yaml.YAMLError:
        return ()
    return tuple(_outcome(row) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _outcome(row: dict[str, Any]) -> Outcome:
    def names(key: str) -> tuple[str, ...]:
        value = row.get(key)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    plain = {key: str(row.get(key) or "") for key in ("id", "week", "verb", "text")}
    return Outcome(**plain, activities=names("activities"), assessed=names("assessed"))
