"""When figures about a group may change in public, so that two looks never show one person's answers."""

from dataclasses import dataclass

# Figures change in steps of so many people who came or went.
STEP = 5
# No threshold an author sets goes below this.
LOWEST_THRESHOLD = 5
DEFAULT_THRESHOLD = 10


@dataclass(frozen=True)
class Release:
    """How a group stands against the figures last shown of it.

    Attributes:
        people: in the group now.
        changes: people who came or went since the figures were last released.
        released_people: in the group when they were released; 0: never.
    """

    people: int = 0
    changes: int = 0
    released_people: int = 0


def after_change(state: Release, *, joined: int = 0, left: int = 0) -> tuple[Release, bool]:
    """Count people who came and went.

    The first release needs LOWEST_THRESHOLD people; each later one STEP changes, counting comings and goings alike:
    a group from which one left and another came is different, though as large. Below the lowest threshold nothing
    stays released.

    Returns:
        The new state, and whether the figures as they are now are to be released.
    """
    people = state.people + joined - left
    changes = state.changes + joined + left
    if people < LOWEST_THRESHOLD:
        return Release(people, changes, 0), False
    if changes >= STEP:
        return Release(people, 0, people), True
    return Release(people, changes, state.released_people), False


def smallest_group(threshold: int) -> int:
    """Return from how many people on figures are shown, whatever an author has set."""
    return max(threshold, LOWEST_THRESHOLD)


def may_show(released_people: int, threshold: int) -> bool:
    """Tell whether figures released of so many people may be shown under an author's threshold."""
    return released_people >= smallest_group(threshold)
