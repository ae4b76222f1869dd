"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText

# Fewer different words of a feedback say nothing that helps; in scripts without spaces, letters are counted.
_WORDS, _LETTERS = 6, 20
UNKNOWN = gettext_lazy("This answer does not exist. Please choose one of those shown.")


class RowId(forms.IntegerField):
    """The number of a row, as our pages send it."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput(), **kwargs)


class Line(PlainText):
    """Plain text of one line: line ends become spaces."""

    def __init__(self, **kwargs: Any):
        super().__init__(rows=1, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text in one line.

        Raises:
            ValidationError: it holds control characters.
        """
        return " ".join(super().to_python(value).split())


def in_words(text: str) -> None:
    """Let a text through that says something: six different words, or, where a script has no spaces, twenty letters.

    Raises:
        ValidationError: it does not.
    """
    words = {"".join(filter(str.isalpha, word)) for word in text.casefold().split()}
    letters = [one for one in text if _is_unspaced(one)]
    if len(words - {""}) < _WORDS and (len(letters) < _LETTERS or len(set(letters)) < _WORDS):
        raise forms.ValidationError(_("Please write it in words: at least six different ones."), code="words")


def _is_unspaced(letter: str) -> bool:
    """Tell whether a letter is of a script without spaces between words: Chinese, Japanese, Thai, Khmer and others."""
    return letter.isalpha() and ("\u0e00" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff" or _is_cjk(letter))


def _is_cjk(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"
