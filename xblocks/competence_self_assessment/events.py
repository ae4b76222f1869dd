"""The events this block reports: names and payloads in one table (also the source of the xAPI statements).

Every payload has usage_key, series and occasion. Ids and numbers only.
"""

from typing import Any

_PREFIX = "bizmooc.competence_self_assessment"

BLOCK_SEEN = f"{_PREFIX}.block.seen"
ROUND_STARTED = f"{_PREFIX}.round.started"
ROUND_SUBMITTED = f"{_PREFIX}.round.submitted"
TRIAL_ERASED = f"{_PREFIX}.trial.erased"

# name -> what its payload holds beside the common part
EVENTS: dict[str, tuple[str, ...]] = {
    BLOCK_SEEN: (),
    ROUND_STARTED: ("framework",),
    ROUND_SUBMITTED: ("framework", "asked", "missing"),
    TRIAL_ERASED: (),
}


def payload(name: str, block: Any, **values: str | int) -> dict[str, Any]:
    """Return an event's payload.

    Raises:
        ValueError: the values are not those that EVENTS names.
    """
    if set(values) != set(EVENTS[name]):
        raise ValueError(f"{name} takes {EVENTS[name]}, not {tuple(values)}")
    common = {
        "usage_key": str(block.scope_ids.usage_id),
        "series": block.series,
        "occasion": block.occasion,
    }
    return {**common, **values}
