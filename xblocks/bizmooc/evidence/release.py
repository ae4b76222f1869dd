"""When figures about a group may change in public, so that no looks taken together show fewer people than a look may.

Everybody who is counted belongs to one *cell*. What is shown of a cell is a copy of its figures, made anew when a whole
step of people has come or gone; a total is the sum of copies. So whatever is added to or subtracted from each other,
over groups or over time, stands on blocks of at least a step of people (docs/decisions/0006).
"""

from collections.abc import Mapping
from enum import Enum

# No threshold an author sets goes below this.
LOWEST_THRESHOLD = 5
DEFAULT_THRESHOLD = 10
# Cells that fill too slowly are joined when so many steps of people wait.
_STEPS_THAT_MAY_WAIT = 4


class Verdict(Enum):
    """What is to be done with the copy that is shown of a cell."""

    KEEP = "keep"
    RENEW = "renew"
    WITHDRAW = "withdraw"


def step_of(threshold: int) -> int:
    """Return from how many people on figures are shown, and in steps of how many they change."""
    return max(threshold, LOWEST_THRESHOLD)


def verdict(fresh: int, people: int, released_people: int, step: int) -> Verdict:
    """Say what is to be done with a cell's copy.

    Every new copy tells of a step of people of whom no copy has told before. So whatever is reckoned with copies, the
    latest of them leaves a step of people standing: nothing earlier can take them away.

    Args:
        fresh: people in the cell of whom no copy has ever told.
        people: in the cell now.
        released_people: in the cell when the copy was made; 0: there is none.
        step: people in a step.
    """
    if fresh >= step:
        return Verdict.RENEW
    if released_people and people < step:
        return Verdict.WITHDRAW
    return Verdict.KEEP


def to_join(waiting: Mapping[str, int], people: Mapping[str, int], step: int) -> list[str]:
    """Return the cells whose waiting people are to be shown together, outside their cells.

    Without it, people of small cells would never be part of a total. The smallest cells are taken first: they are the
    last that could be shown by themselves.

    Args:
        waiting: people by cell who are not part of its copy; fewer than a step each.
        people: all people by cell.
        step: people in a step.

    Returns:
        Cells with a step of waiting people or more between them; none while too few wait.
    """
    if sum(waiting.values()) < _STEPS_THAT_MAY_WAIT * step:
        return []
    chosen: list[str] = []
    for cell in sorted((cell for cell in waiting if waiting[cell]), key=lambda cell: (people[cell], cell)):
        chosen.append(cell)
        if sum(waiting[one] for one in chosen) >= step:
            break
    return chosen


def may_show(released_people: int, threshold: int) -> bool:
    """Tell whether a copy of so many people may be shown under an author's threshold."""
    return released_people >= step_of(threshold)
