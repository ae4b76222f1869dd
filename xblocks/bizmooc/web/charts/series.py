"""What all charts are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One line, polygon or set of bars.

    Attributes:
        name: as shown in the legend and the table's head.
        values: one for each label of the chart; None where there is none (never drawn as zero).
    """

    name: str
    values: Sequence[float | None]
