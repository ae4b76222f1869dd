"""Texts in several languages, as course teams' data carries them."""

from collections.abc import Mapping

# language code -> text
Texts = Mapping[str, str]


def text_in(texts: Texts, language: str) -> str:
    """Return the text in a language ("de-at" falls back to "de"), else in English, else in the first one there is.

    English goes before the first: not every database keeps the order in which languages were written.

    Raises:
        StopIteration: there is no text at all.
    """
    for code in (language, language.split("-")[0], "en"):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()))
