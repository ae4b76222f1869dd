"""The ``partitions`` service: the ways in which a course is divided, and where a person stands in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from preview.runtime.seat import Seat

ENROLLMENT_TRACK_ID = 50


@dataclass(frozen=True, slots=True)
class Group:
    """One part."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Partition:
    """One way of dividing the course's people."""

    id: int
    name: str
    description: str
    scheme: str
    groups: tuple[Group, ...]
    active: bool = True


class PartitionService:
    """Answers for one course."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @property
    def course_partitions(self) -> list[Partition]:
        """The partitions that the course declares, and that by enrolment track."""
        declared = self._seat.course.root.get("user_partitions") or []
        track = Partition(
            ENROLLMENT_TRACK_ID, _("Enrollment Track Groups"), "", "enrollment_track", (Group(1, _("Audit")),)
        )
        return [*(_partition(row) for row in declared), track]

    def get_user_group_id_for_partition(self, user: Any, user_partition_id: int) -> int | None:
        """The person's group; None in Studio and where the platform would have to be asked.

        Raises:
            ValueError: the course has no such partition.
        """
        partition = next((each for each in self.course_partitions if each.id == user_partition_id), None)
        if partition is None:
            raise ValueError(f"Configuration problem! No user_partition with id {user_partition_id}")
        if self._seat.mode.is_studio or not partition.groups:
            return None
        if partition.scheme == "enrollment_track":
            return partition.groups[0].id
        if partition.scheme == "random":
            digest = hashlib.sha256(f"{user.pk}|{self._seat.course.key}|{partition.id}".encode()).digest()
            return partition.groups[int.from_bytes(digest[:4], "big") % len(partition.groups)].id
        return None


def _partition(row: dict[str, Any]) -> Partition:
    groups = tuple(Group(group["id"], group["name"]) for group in row.get("groups", []))
    return Partition(
        row["id"],
        row.get("name", ""),
        row.get("description", ""),
        row.get("scheme", "random"),
        groups,
        row.get("active", True),
    )
