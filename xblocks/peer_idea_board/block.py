"""The block: its fields, and its views on the host."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import get_language
from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.fields import Boolean, Dict, Float, Integer, List, Scope, String

from bizmooc import olx
from bizmooc.hosting.participant import Participant, Place
from bizmooc.hosting.platform import platform
from bizmooc.hosting.timing import Window
from bizmooc.lifecycle import erasure
from bizmooc.web.fragments import never_raise
from bizmooc.web.handlers import Call
from bizmooc.web.sanitising import clean_html
from peer_idea_board import pages
from peer_idea_board.board import GROUPS, NAMES, NO_GROUP, VOTE_KINDS, VOTES_SHOWN, Actor, Rules, Viewer
from peer_idea_board.handlers import LearnerHandlers
from peer_idea_board.phases import Phase, window_of_phase
from peer_idea_board.staff_handlers import CourseTeamHandlers
from peer_idea_board.structures.choice import structure_of
from peer_idea_board.studio import StudioViews, is_possible, seeds_of


@XBlock.needs("i18n")
@XBlock.wants("user", "replace_urls", "studio_user_permissions")
class PeerIdeaBoardBlock(LearnerHandlers, CourseTeamHandlers, StudioViews, CompletableXBlockMixin, XBlock):
    """Learners post ideas, give each other feedback from a queue that leaves none out, revise, and vote."""

    has_author_view = True
    has_score = True
    # What learners wrote is in tables: the staff member who views the course as one learner is shown none as theirs.
    show_in_read_only_mode = False
    icon_class = "problem"

    display_name = String(default="Idea board", scope=Scope.settings)
    introduction = String(default="", scope=Scope.content, xml_node=True, help="Above the board; safe HTML.")
    structure = String(default="venture", scope=Scope.settings, help="Id of a shipped structure, or “own”.")
    own_structure = Dict(default={}, scope=Scope.content, xml_node=True, help="Parts and criteria of one's own.")
    seeds = List(default=[], scope=Scope.content, xml_node=True, help="Ideas the author puts on the board.")
    post_quota = Integer(default=1, scope=Scope.settings, help="Ideas to post for completion.")
    feedback_quota = Integer(default=3, scope=Scope.settings, help="Feedbacks to give for completion.")
    feedback_wanted = Integer(default=2, scope=Scope.settings, help="Feedbacks every idea should get.")
    lease_minutes = Integer(default=60, scope=Scope.settings, help="How long a handed-out idea waits.")
    vote_kind = String(default="one", scope=Scope.settings, values=VOTE_KINDS)
    dots = Integer(default=5, scope=Scope.settings, help="A person's budget.")
    dots_per_idea = Integer(default=3, scope=Scope.settings, help="The most of it for one idea.")
    votes_shown = String(default="after_vote", scope=Scope.settings, values=VOTES_SHOWN)
    names = String(default="alias", scope=Scope.settings, values=NAMES, help="What learners see of each other.")
    groups = String(default="", scope=Scope.settings, values=GROUPS, help="One board for all, or one for each group.")
    teamset = String(default="", scope=Scope.settings, help="Of the course's teams, where boards are for teams.")
    pre_approval = Boolean(default=False, scope=Scope.settings, help="Ideas wait for the course team.")
    allow_reuse = Boolean(default=True, scope=Scope.settings, help="Ask whether later runs may see an idea.")
    phases = Dict(default={}, scope=Scope.settings, help="Phase to when it opens and closes.")
    participation_points = Integer(default=0, scope=Scope.settings, help="For own acts; 0: not graded.")
    olx_problems = List(default=[], scope=Scope.settings, help="What an import could not read, for authors.")

    # Nothing a learner writes is ever kept in fields; these let the platform find the learner, and avoid repetition.
    has_rows = Boolean(default=False, scope=Scope.user_state)
    credited_share = Float(default=0.0, scope=Scope.user_state)
    credited_points = Integer(default=None, scope=Scope.user_state)

    @XBlock.supports("multi_device")
    @never_raise
    def student_view(self, context: Any = None) -> Fragment:
        """The learner's page, with the course team's part for staff."""
        person = Participant.of(self)
        return self.author_view(context) if person.in_studio else pages.student_page(self, person)

    @cached_property
    def rules(self) -> Rules:
        """The author's settings as plain values; the shipped structure where one of the author's own is broken."""
        return Rules(
            structure=structure_of(self.structure, self.own_structure),
            post_quota=max(0, self.post_quota or 0),
            feedback_quota=max(0, self.feedback_quota or 0),
            feedback_wanted=max(1, self.feedback_wanted or 1),
            lease_minutes=max(5, self.lease_minutes or 60),
            vote_kind=self.vote_kind,
            dots=max(1, self.dots or 1),
            dots_per_idea=max(1, self.dots_per_idea or 1),
            votes_shown=self.votes_shown,
            names=self.names,
            pre_approval=bool(self.pre_approval),
            seeds=seeds_of(self.seeds),
        )

    def group_of(self, person: Participant) -> str:
        """Return whose board a person sees; see models.Board.group."""
        course = Place.of(self).course
        if not self.groups:
            return ""
        if course is None or person.user_id is None:
            return NO_GROUP
        if self.groups == "cohort":
            cohort = platform().cohort_of(person.user_id, course)
            return f"cohort:{cohort.id}" if cohort else NO_GROUP
        team = platform().team_of(person.user_id, course, self.teamset)
        return f"team:{team.id}" if team else NO_GROUP

    def viewer(self, person: Participant) -> Viewer:
        """Return a person as somebody who looks at the board, with a learner's eyes."""
        return Viewer(Place.of(self), person.anonymous_id, self.group_of(person), is_guest=person.is_staff)

    def actor(self, call: Call) -> Actor:
        """Return who calls a handler as somebody who writes to the board."""
        return Actor(call.write_key, call.participant, self.group_of(call.participant), self.shown_name())

    def shown_name(self) -> str:
        """Return the current user's user name where the author has names shown, else ""."""
        service = self.runtime.service(self, "user")
        if self.names != "name" or service is None:
            return ""
        return service.get_current_user().opt_attrs.get("edx-platform.username") or ""

    def phase(self, phase: Phase) -> Window:
        """Return when a phase is open."""
        return window_of_phase(self, phase)

    def introduction_html(self) -> str:
        """Return the introduction as safe HTML with the course's links in place."""
        html = clean_html(self.introduction or "")
        links = self.runtime.service(self, "replace_urls")
        return links.replace_urls(html) if links else html

    def language(self) -> str:
        """Return the code of the language the page is in."""
        return get_language() or "en"

    def max_score(self) -> int:
        """Return the points for taking part; 0 where it is not graded (None would confuse the gradebook)."""
        return max(0, self.participation_points or 0)

    def index_dictionary(self) -> dict[str, Any]:
        """Return what the course search finds this block by."""
        content = {"display_name": self.display_name, "introduction": strip_tags(self.introduction or "")}
        return {**super().index_dictionary(), "content": content, "content_type": "Idea board"}

    def clear_student_state(self, user_id: str, item_id: Any, **kwargs: Any) -> None:
        """Erase a learner's rows: the instructor's "delete state" calls this on an unbound block.

        Args:
            user_id: the learner's course-specific anonymous id.
            item_id: usage key of the block.
            **kwargs: course_id and requesting_user_id, not needed.
        """
        erasure.reset(self.scope_ids.block_type, str(item_id), user_id)

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Any, keys: Any) -> PeerIdeaBoardBlock:
        """Read the block from OLX; never raises, since an importer would drop the block without a word."""
        block = runtime.construct_xblock_from_class(cls, keys)
        problems = olx.read(block, node, is_possible)
        if problems:
            block.olx_problems = [*(block.olx_problems or []), *problems]
        return block

    def add_xml_to_node(self, node: etree._Element) -> None:
        """Write the block as OLX."""
        olx.write(self, node)

    @staticmethod
    def workbench_scenarios() -> list[tuple[str, str]]:
        """Return what the XBlock workbench shows."""
        return [("Idea board", "<vertical_demo><peer_idea_board/></vertical_demo>")]
