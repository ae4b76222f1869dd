"""What learners can ask of the exercise: gate, form, service or selector, answer."""

from creativity_team_exercise.handlers.choosing import ChoosingHandlers
from creativity_team_exercise.handlers.joining import JoiningHandlers
from creativity_team_exercise.handlers.reading import ReadingHandlers
from creativity_team_exercise.handlers.together import TogetherHandlers
from creativity_team_exercise.handlers.work import WorkHandlers
from creativity_team_exercise.handlers.writing import WritingHandlers


class LearnerHandlers(
    ReadingHandlers, JoiningHandlers, WritingHandlers, ChoosingHandlers, TogetherHandlers, WorkHandlers
):
    """Handlers of the learner's page."""
