"""Texts in several languages."""

from __future__ import annotations

import pytest

from bizmooc.texts import text_in


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"en": "Sheets", "de": "Blätter"}, "de", "Blätter"),
        ({"en": "Sheets", "de": "Blätter"}, "de-at", "Blätter"),
        # As a database gives it back that sorts by language: an Arabic page is not half German.
        ({"de": "Blätter", "en": "Sheets"}, "ar", "Sheets"),
        ({"fr": "Feuilles", "de": "Blätter"}, "ar", "Feuilles"),
    ],
)
def test_the_language_or_what_most_understand(texts: dict[str, str], language: str, expected: str) -> None:
    assert text_in(texts, language) == expected


def test_no_text_at_all() -> None:
    with pytest.raises(StopIteration):
        text_in({}, "en")
