"""What takes part in a comparison: one block with its people, ours or a peer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Protocol

from benchmarks.host import Host
from benchmarks.measure import Prepare


class Contender(Protocol):
    """One block.

    Attributes:
        name: As it stands in the tables.
        distribution: What has to be installed.
        most: Learners above which it is not run; None: it is run with any number.
    """

    name: str
    distribution: str
    most: int | None

    def olx(self) -> str:
        """The block, or blocks, as they stand in a unit."""

    def seed(self, host: Host, learners: int) -> None:
        """Let so many learners have answered."""

    def acts(self, host: Host) -> Mapping[str, Prepare]:
        """What is measured, by title; contenders that do the same thing call it the same."""


@dataclass(frozen=True)
class Subject:
    """One of our blocks beside its peers.

    Attributes:
        title: In words.
        contenders: Ours first.
        acts: What is measured: its title, and what it means, in words.
        budgets: For acts of ours, by how much their time may grow from the fewest to the most learners.
    """

    title: str
    contenders: tuple[Contender, ...]
    acts: Mapping[str, str]
    budgets: Mapping[str, float]


def version(distribution: str) -> str | None:
    """The version that is installed, None if none is."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
