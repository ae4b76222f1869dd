"""competence_self_assessment beside xblock-poll's survey and Problem Builder's ratings with a plot."""

from functools import partial

from benchmarks.contender import Subject
from benchmarks.run import run
from benchmarks.self_assessment.ours import SelfAssessment
from benchmarks.self_assessment.poll_survey import PollSurvey
from benchmarks.self_assessment.problem_builder import ProblemBuilder

SUBJECT = Subject(
    title="Competence self-assessment",
    unit="learners",
    sizes=(1_000, 10_000, 100_000),
    contenders=(SelfAssessment(), PollSurvey(), ProblemBuilder()),
    acts={
        "profile": "a learner who has handed in sees their own answers beside those of all",
        "figures": "an instructor sees how answers are distributed",
        "submit": "a learner hands in",
    },
    budgets={"profile": 1.5, "figures": 1.5, "submit": 1.5},
    # Smaller courses are quick, and grow to the first size fast.
    span=(1_000, 100_000),
)
measure = partial(run, SUBJECT)
