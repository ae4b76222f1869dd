"""peer_idea_board beside RecommenderXBlock (posts and votes) and ORA2 (feedback from peers)."""

from functools import partial

from benchmarks.contender import Subject
from benchmarks.idea_board.ora2 import Ora2
from benchmarks.idea_board.ours import IdeaBoard
from benchmarks.idea_board.recommender import Recommender
from benchmarks.run import run

SUBJECT = Subject(
    title="Idea board",
    unit="ideas",
    sizes=(10, 100, 1_000, 10_000, 100_000),
    contenders=(IdeaBoard(), Recommender(), Ora2()),
    acts={
        "post": "somebody new posts an idea (ORA2: hands it in)",
        "vote": "somebody new votes for an idea",
        "page": "the board as a learner comes to it",
        "next": "who has posted asks for an idea to give feedback on",
        "feedback": "and gives the feedback",
    },
    budgets={"post": 1.5, "vote": 1.5, "page": 1.5, "next": 1.5, "feedback": 1.5},
    span=(10, 10_000),
    page_budgets={"page": 100},
)
measure = partial(run, SUBJECT)
