"""Frameworks of any content, for properties that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from competence_self_assessment.frameworks import Area, Competence, Framework, Item, Level, Scale
from tests.support.properties import typed_text

# What spreadsheets, YAML or slugs may take for something else.
AWKWARD = [
    "=1+1",
    "'=1",
    "''",
    "yes",
    "null",
    "1.0",
    "- a",
    "a: b",
    "#",
    '"',
    "'",
    "a;b,c\td",
    "a\nb",
    "\u2028x",
    "\ufeff",
    "😀",
]
# Norwegian is a truth value in YAML; Indonesian is also the name of a field.
LANGUAGES = ["en", "de", "no", "id", "pt-br"]

# "\ufffd" stands for a letter that was lost on the way.
words = (st.sampled_from(AWKWARD) | typed_text).map(lambda text: text.replace("\ufffd", "").strip() or "x")


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Draw a framework that ``parse`` would take."""
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3, unique=True)))
    texts = st.fixed_dictionaries(dict.fromkeys(languages, words))
    ids = iter(
        draw(st.lists(st.from_regex(r"[a-z][a-z0-9_]{1,39}", fullmatch=True), min_size=40, max_size=40, unique=True))
    )

    def competence() -> Competence:
        items = tuple(Item(next(ids), draw(texts)) for _ in range(draw(st.integers(1, 3))))
        return Competence(next(ids), draw(texts), draw(texts), items)

    def area() -> Area:
        return Area(next(ids), draw(texts), tuple(competence() for _ in range(draw(st.integers(1, 2)))))

    levels = tuple(Level(number + 1, draw(texts)) for number in range(draw(st.integers(2, 10))))
    return Framework(
        id=next(ids),
        version=draw(words),
        languages=languages,
        title=draw(texts),
        description=draw(texts),
        target_group=draw(texts),
        source=draw(words),
        licence=draw(words),
        scale=Scale(draw(texts), levels, draw(texts)),
        areas=tuple(area() for _ in range(draw(st.integers(1, 3)))),
    )
