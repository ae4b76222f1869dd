"""Texts in several languages, as course teams' data carries them."""

from collections.abc import Mapping

# language code -> text
Texts = Mapping[str, str]


def text_in(texts: Texts, language: str) -> str:
    """Return the text in a language ("de-at" falls back to "de"), else in the first language there is.

    Raises:
        StopIteration: there is no text at all.
    """
    for code in (language, language.split("-")[0]):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()))
