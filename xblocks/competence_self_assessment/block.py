"""The block: its fields, and its views on the host."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.fields import Boolean, DateTime, Dict, Integer, List, Scope, String

from bizmooc import olx
from bizmooc.evidence.release import DEFAULT_THRESHOLD
from bizmooc.hosting.participant import Participant
from bizmooc.hosting.timing import Window, window_of
from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from bizmooc.web.fragments import never_raise
from bizmooc.web.sanitising import clean_html
from competence_self_assessment import analytics, pages
from competence_self_assessment.frameworks import Framework, FrameworkError, pack, parse
from competence_self_assessment.handlers import LearnerHandlers, StaffHandlers
from competence_self_assessment.models import BREAKDOWNS, Occasion
from competence_self_assessment.staff_handlers import CourseTeamHandlers
from competence_self_assessment.studio import OWN_FRAMEWORK, StudioViews, is_possible


@XBlock.needs("i18n")
@XBlock.wants("user", "replace_urls", "studio_user_permissions")
class CompetenceSelfAssessmentBlock(
    LearnerHandlers, StaffHandlers, CourseTeamHandlers, StudioViews, CompletableXBlockMixin, XBlock
):
    """Learners rate themselves on a framework of competences, at the start and at the end of a course."""

    has_author_view = True
    has_score = True
    # A learner's answers are in tables: the staff member who views the course as one learner is shown none.
    show_in_read_only_mode = False
    icon_class = "problem"

    display_name = String(default="Competence self-assessment", scope=Scope.settings)
    introduction = String(default="", scope=Scope.content, xml_node=True, help="Above the questions; safe HTML.")
    framework = String(default="learning_to_learn", scope=Scope.settings, help="Id of a shipped pack, or “own”.")
    own_framework = String(default="", scope=Scope.content, xml_node=True, help="A framework in YAML.")
    occasion = String(default=Occasion.PRE.value, scope=Scope.settings, values=Occasion.values)
    series = String(default="self_view", scope=Scope.settings, help="Joins blocks of one course.")
    opens_after_days = Integer(default=None, scope=Scope.settings, help="Days after the course starts.")
    closes_after_days = Integer(default=None, scope=Scope.settings, help="Days after the course starts.")
    participation_points = Integer(default=0, scope=Scope.settings, help="For handing in; 0: not graded.")
    threshold = Integer(default=DEFAULT_THRESHOLD, scope=Scope.settings, help="Smallest group shown.")
    opens_at = DateTime(default=None, scope=Scope.settings, help="Not in self-paced courses.")
    closes_at = DateTime(default=None, scope=Scope.settings, help="Not in self-paced courses.")
    ask_target_group = Boolean(default=False, scope=Scope.settings, help="One optional question about the learner.")
    breakdown = String(default="", scope=Scope.settings, values=BREAKDOWNS, help="Groups that figures keep apart.")
    allow_reopening = Boolean(default=False, scope=Scope.settings, help="Staff may let a learner answer again.")
    pointers = Dict(default={}, scope=Scope.content, help="Competence id to a list of {title, link}.")
    olx_problems = List(default=[], scope=Scope.settings, help="What an import could not read, for authors.")

    # No learner's answer is ever kept in fields; these two let the platform find the learner and avoid repetition.
    has_rows = Boolean(default=False, scope=Scope.user_state)
    credited_points = Integer(default=None, scope=Scope.user_state)

    @XBlock.supports("multi_device")
    @never_raise
    def student_view(self, context: Any = None) -> Fragment:
        """The learner's page, with the instructor's part below it for staff."""
        person = Participant.of(self)
        return self.author_view(context) if person.in_studio else pages.student_page(self, person)

    def learner_html(self, person: Participant) -> str:
        """Return the learner's region: questions, profile, or why there is neither."""
        return pages.learner_region(self, person)

    def figures_html(self, group: str = "", version: str = "") -> str:
        """Return the instructor's figures; see analytics."""
        return analytics.figures_html(self, group, version)

    def framework_or_problem(self) -> tuple[Framework | None, str]:
        """Return the framework and "", or None and why there is none."""
        try:
            chosen = parse(self.own_framework) if self.framework == OWN_FRAMEWORK else pack(self.framework)
        except FrameworkError as error:
            return None, _("The framework cannot be read. %(problem)s") % {"problem": error.problems[0]}
        if chosen is None:
            sentence = _("The framework “%(name)s” does not ship with this version. Please choose another one.")
            return None, sentence % {"name": self.framework}
        return chosen, ""

    def require_framework(self) -> Framework:
        """Return the framework.

        Raises:
            Refusal: 409, it is missing or broken.
        """
        framework, problem = self.framework_or_problem()
        if framework is None:
            raise Refusal(409, problem)
        return framework

    def introduction_html(self) -> str:
        """Return the introduction as safe HTML with the course's links in place."""
        html = clean_html(self.introduction)
        links = self.runtime.service(self, "replace_urls")
        return links.replace_urls(html) if links else html

    def language(self) -> str:
        """Return the code of the language the page is in."""
        return get_language() or "en"

    def window(self) -> Window:
        """Return when the block is open for this learner."""
        return window_of(
            self,
            opens_after_days=self.opens_after_days,
            closes_after_days=self.closes_after_days,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
        )

    def max_score(self) -> int:
        """Return the points for taking part; 0 where it is not graded (None would confuse the gradebook)."""
        return max(0, self.participation_points or 0)

    def index_dictionary(self) -> dict[str, Any]:
        """Return what the course search finds this block by."""
        content = {"display_name": self.display_name, "introduction": strip_tags(self.introduction)}
        return {**super().index_dictionary(), "content": content, "content_type": "Competence self-assessment"}

    def clear_student_state(self, user_id: str, item_id: Any, **kwargs: Any) -> None:
        """Erase a learner's rows: the instructor's "delete state" calls this on an unbound block.

        Args:
            user_id: the learner's course-specific anonymous id.
            item_id: usage key of the block.
            **kwargs: course_id and requesting_user_id, not needed.
        """
        erasure.reset(self.scope_ids.block_type, str(item_id), user_id)

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Any, keys: Any) -> CompetenceSelfAssessmentBlock:
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
        before = '<competence_self_assessment series="demo" occasion="pre"/>'
        after = '<competence_self_assessment series="demo" occasion="post"/>'
        return [("Competence self-assessment", f"<vertical_demo>{before}{after}</vertical_demo>")]
