"""What learners can ask of the board: gate, form, service or selector, answer."""

from peer_idea_board.handlers.feedback import FeedbackHandlers
from peer_idea_board.handlers.ideas import IdeaHandlers
from peer_idea_board.handlers.reading import ReadingHandlers
from peer_idea_board.handlers.talking import TalkingHandlers


class LearnerHandlers(ReadingHandlers, IdeaHandlers, FeedbackHandlers, TalkingHandlers):
    """Handlers of the learner's page."""
