"""What is wrong inside a form's field that holds a list or a tree, told where it is."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError


class Placed(ValidationError):
    """What is wrong with a list, by place.

    Attributes:
        by_place: sentences by where they belong: "0.title", "0.content.who"; "": the whole.
    """

    def __init__(self, by_place: Mapping[str, list[str]]):
        errors = []
        for place, sentences in by_place.items():
            for sentence in sentences:
                error = ValidationError(sentence)
                # Forms take lists of errors apart; what each of them carries stays.
                error.place = place
                errors.append(error)
        super().__init__(errors)
        self.by_place = dict(by_place)


def by_place_of(name: str, form: forms.BaseForm) -> dict[str, list[str]]:
    """Return the sentences about a form's field by where they belong: "<name>.<place>", or the name alone."""
    found: dict[str, list[str]] = {}
    for error in form.errors[name].as_data() if name in form.errors else []:
        place = getattr(error, "place", "")
        found.setdefault(f"{name}.{place}" if place else name, []).extend(error.messages)
    return found
