"""The events this block reports: names and payloads in one table (also the source of the xAPI statements).

Every payload has usage_key. Ids and numbers only, no learner text.
"""

from typing import Any

_PREFIX = "bizmooc.creativity_team_exercise"

TEAM_JOINED = f"{_PREFIX}.team.joined"
TEAM_LEFT = f"{_PREFIX}.team.left"
EXERCISE_BEGUN_ALONE = f"{_PREFIX}.exercise.begun_alone"
STAGE_SEEN = f"{_PREFIX}.stage.seen"
ENTRIES_HANDED_IN = f"{_PREFIX}.entries.handed_in"
CHOICE_MADE = f"{_PREFIX}.choice.made"
PAIR_MARKED = f"{_PREFIX}.pair.marked"
ENTRY_TAGGED = f"{_PREFIX}.entry.tagged"
RESULT_SAVED = f"{_PREFIX}.result.saved"
STAGE_FINISHED = f"{_PREFIX}.stage.finished"
ENTRY_REPORTED = f"{_PREFIX}.entry.reported"
TEAM_HELPED = f"{_PREFIX}.team.helped"
TRIAL_ERASED = f"{_PREFIX}.trial.erased"

# name -> what its payload holds beside the common part
EVENTS: dict[str, tuple[str, ...]] = {
    TEAM_JOINED: ("team", "members"),
    TEAM_LEFT: ("team",),
    EXERCISE_BEGUN_ALONE: ("team",),
    STAGE_SEEN: ("team", "step", "round"),
    ENTRIES_HANDED_IN: ("team", "step", "round", "entries", "built"),
    CHOICE_MADE: ("team", "step", "entries"),
    PAIR_MARKED: ("team", "step", "marked"),
    ENTRY_TAGGED: ("team", "step", "entry"),
    RESULT_SAVED: ("team", "step", "version", "beside"),
    STAGE_FINISHED: ("team", "step", "round"),
    ENTRY_REPORTED: ("team", "entry"),
    TEAM_HELPED: ("team", "act"),
    TRIAL_ERASED: (),
}


def payload(name: str, block: Any, **values: str | int | bool) -> dict[str, Any]:
    """Return an event's payload.

    Raises:
        ValueError: the values are not those that EVENTS names.
    """
    if set(values) != set(EVENTS[name]):
        raise ValueError(f"{name} takes {EVENTS[name]}, not {tuple(values)}")
    return {"usage_key": str(block.scope_ids.usage_id), **values}
