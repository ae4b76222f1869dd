"""Why a figure cannot be given: a reason and its numbers, for the caller to put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why there is no figure; beside each, the parameters that come with it."""

    # Reliability.
    TOO_FEW_ITEMS = "too_few_items"  # items, needed
    NOBODY_ANSWERED = "nobody_answered"
    TOO_FEW_PEOPLE = "too_few_people"  # people, needed
    TOO_FEW_RATED_BOTH = "too_few_rated_both"  # first, second (positions of items, may be the same), people, needed
    ITEM_WITHOUT_VARIANCE = "item_without_variance"  # item (position of the first such item), items (how many)
    TOTAL_WITHOUT_VARIANCE = "total_without_variance"
    # Change and means.
    NO_VALUES = "no_values"
    NO_PAIRS = "no_pairs"  # incomplete
    TOO_FEW_VALUES = "too_few_values"  # values, needed
    NO_VARIANCE = "no_variance"  # values: all of them are the same
    NO_CHANGE = "no_change"  # pairs: every difference is zero
    # The host lacks scipy.
    NO_SCIPY = "no_scipy"


@dataclass(frozen=True)
class Unavailable:
    """Stands where a figure would.

    Attributes:
        reason: why.
        parameters: the numbers a sentence about it needs; see Reason.
    """

    reason: Reason
    parameters: Mapping[str, int] = field(default_factory=dict)


Figure = float | Unavailable
