"""competence_self_assessment beside xblock-poll's survey and Problem Builder's ratings with a plot."""

from benchmarks.contender import Subject
from benchmarks.self_assessment.ours import SelfAssessment
from benchmarks.self_assessment.poll_survey import PollSurvey
from benchmarks.self_assessment.problem_builder import ProblemBuilder

SUBJECT = Subject(
    title="Competence self-assessment",
    contenders=(SelfAssessment(), PollSurvey(), ProblemBuilder()),
    acts={
        "profile": "a learner who has handed in sees their own answers beside those of all",
        "figures": "an instructor sees how answers are distributed",
        "submit": "a learner hands in",
    },
    budgets={"profile": 1.5, "figures": 1.5, "submit": 1.5},
)
