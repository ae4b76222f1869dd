"""What takes part in a comparison: one block with its people, ours or a peer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from typing import Protocol

from benchmarks.host import Host
from benchmarks.measure import Prepare


class Contender(Protocol):
    """One block.

    Attributes:
        name: As it stands in the tables.
        distribution: What has to be installed.
        most: The size above which it is not run; None: it is run at any.
    """

    name: str
    distribution: str
    most: int | None

    def olx(self) -> str:
        """The block, or blocks, as they stand in a unit."""

    def seed(self, host: Host, size: int) -> None:
        """Let so many of the subject's units be there."""

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """What is measured, by title; contenders that do the same thing call it the same."""


@dataclass(frozen=True)
class Subject:
    """One of our blocks beside its peers.

    Attributes:
        title: In words.
        unit: What is counted: "learners".
        sizes: How many of them, rising.
        contenders: Ours first.
        acts: What is measured: its title, and what it means, in words.
        budgets: For acts of ours, by how much their time may grow within the span.
        span: Between which sizes budgets hold.
        page_budgets: For acts of ours that answer with a page, its most KiB, at any size.
    """

    title: str
    unit: str
    sizes: tuple[int, ...]
    contenders: tuple[Contender, ...]
    acts: Mapping[str, str]
    budgets: Mapping[str, float]
    span: tuple[int, int]
    page_budgets: Mapping[str, int] = field(default_factory=dict)


def version(distribution: str) -> str | None:
    """The version that is installed, None if none is."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
