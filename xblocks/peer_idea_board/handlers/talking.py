"""Comments, votes, followers and reports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.handlers import Call, handler
from peer_idea_board import events
from peer_idea_board.forms import CommentForm, CommentRequest, FollowForm, ReportForm, VoteForm
from peer_idea_board.handlers.base import LearnerBase
from peer_idea_board.models import Report
from peer_idea_board.pages.talk import comments_html, conversation_is_open, follow_html, vote_html
from peer_idea_board.pages.words import reported_in_words
from peer_idea_board.phases import Phase
from peer_idea_board.selectors.ideas import idea_of
from peer_idea_board.services.comments import post_comment, withdraw_comment
from peer_idea_board.services.follow import follow
from peer_idea_board.services.report import report
from peer_idea_board.services.vote import vote


class TalkingHandlers(LearnerBase):
    """What people do under an idea."""

    @handler(Audience.LEARNER, "POST")
    def post_comment(self, call: Call) -> dict[str, Any]:
        """Write a comment. Answers with the latest ones."""
        values, scene = self._values(call, CommentForm), self._scene(call)
        if not conversation_is_open(scene):
            raise Refusal(409, scene.window(Phase.FEEDBACK).sentence())
        comment = post_comment(self.actor(call), values["idea"], values["text"])
        self._wrote(call, credit=False)
        if comment:
            content = {"idea": comment.idea_id, "comment": comment.pk, "characters": len(comment.text)}
            self._report(events.COMMENT_POSTED, **content)
        return self._comments(call, values["idea"], _("Your comment is there."))

    @handler(Audience.LEARNER, "POST")
    def withdraw_comment(self, call: Call) -> dict[str, Any]:
        """Take back one's own comment."""
        comment = withdraw_comment(self.actor(call), self._values(call, CommentRequest)["comment"])
        self._report(events.COMMENT_WITHDRAWN, idea=comment.idea_id, comment=comment.pk)
        return self._comments(call, comment.idea_id, _("Your comment is gone."))

    @handler(Audience.LEARNER, "POST")
    def vote_for_idea(self, call: Call) -> dict[str, Any]:
        """Vote for an idea, put dots on it, or take them back."""
        rules = self.rules
        most = rules.dots_per_idea if rules.vote_kind == "dots" else 1
        values = self._values(call, VoteForm, most=most)
        self._require_open(Phase.VOTE)
        idea = vote(self.actor(call), rules, values["idea"], values["dots"])
        self._wrote(call, credit=False)
        self._report(events.VOTE_CAST, idea=idea.pk, dots=values["dots"])
        announce = _("Your vote is stored.") if values["dots"] else _("Your vote is taken back.")
        return {"html": vote_html(self._scene(call), idea), "region": "vote", "announce": announce}

    @handler(Audience.LEARNER, "POST")
    def follow_idea(self, call: Call) -> dict[str, Any]:
        """Hear of an idea, or not any more."""
        values = self._values(call, FollowForm)
        wanted = values["wanted"] == "yes"
        follow(self.actor(call), values["idea"], wanted)
        self._wrote(call, credit=False)
        self._report(events.IDEA_FOLLOWED if wanted else events.IDEA_UNFOLLOWED, idea=values["idea"])
        scene = self._scene(call)
        announce = _("You follow this idea now.") if wanted else _("You do not follow this idea any more.")
        html = follow_html(scene, idea_of(scene.viewer, values["idea"]))
        return {"html": html, "region": "follow", "announce": announce}

    @handler(Audience.LEARNER, "POST")
    def report_content(self, call: Call) -> dict[str, Any]:
        """Tell the course team that something is out of place."""
        values = self._values(call, ReportForm)
        target, target_id = values["target"], values["target_id"]
        row = report(self.actor(call), target, target_id, values["why"], values["text"])
        self._wrote(call, credit=False)
        if row:
            content = {"idea": row.idea_id, "target": target, "target_id": target_id, "why": values["why"]}
            self._report(events.CONTENT_REPORTED, **content)
        return {
            "html": self._scene(call).draw("report.html", reported=reported_in_words(Report.Outcome.OPEN)),
            "region": f"report-{target}-{target_id}",
            "announce": _("Thank you. The course team looks at it."),
        }

    def _comments(self, call: Call, idea_id: int, announce: str) -> dict[str, Any]:
        scene = self._scene(call)
        html = comments_html(scene, idea_of(scene.viewer, idea_id))
        return {"html": html, "region": "comments", "announce": announce}
