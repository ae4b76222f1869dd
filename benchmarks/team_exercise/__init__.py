"""creativity_team_exercise with many teams in one block; no peer that could be installed does the same."""

from functools import partial

from benchmarks.contender import Subject
from benchmarks.run import run
from benchmarks.team_exercise.ours import TeamExercise

SUBJECT = Subject(
    title="Team exercise",
    unit="teams",
    sizes=(10, 1_000, 10_000),
    contenders=(TeamExercise(),),
    acts={
        "page": "the exercise as a learner comes to it, with a sheet of the second round",
        "seen": "somebody comes to a round for the first time",
        "hand_in": "somebody hands in three ideas in the second round, one of which goes back to another's",
        "join": "somebody new joins a team that has a free seat",
        "changes": "an open page asks whether something is new",
        "teams": "the course team's first page of all teams",
        "figures": "the course team's figures",
    },
    budgets={"page": 1.5, "seen": 1.5, "hand_in": 1.5, "join": 1.5, "changes": 1.5},
    span=(10, 10_000),
    page_budgets={"page": 100},
)
measure = partial(run, SUBJECT)
