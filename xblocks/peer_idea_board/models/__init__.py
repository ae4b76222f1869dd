"""Ideas, what people say about them, and the counts kept of both."""

from peer_idea_board.models.boards import Board, BoardVersion, KeptCount, Kind, Member
from peer_idea_board.models.exchange import Comment, Feedback, Follow, Shown, Turn, Vote
from peer_idea_board.models.ideas import Draft, Idea, IdeaWord, Revision, State, Tag
from peer_idea_board.models.moderation import Act, ModerationEntry, Report, Target

__all__ = [
    "Act",
    "Board",
    "BoardVersion",
    "Comment",
    "Draft",
    "Feedback",
    "Follow",
    "Idea",
    "IdeaWord",
    "KeptCount",
    "Kind",
    "Member",
    "ModerationEntry",
    "Report",
    "Revision",
    "Shown",
    "State",
    "Tag",
    "Target",
    "Turn",
    "Vote",
]
