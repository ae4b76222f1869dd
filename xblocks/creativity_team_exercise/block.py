"""The block: its fields, and its views on the host."""

from __future__ import annotations

from dataclasses import replace
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
from bizmooc.lifecycle import erasure
from bizmooc.web.fragments import never_raise
from bizmooc.web.handlers import Call
from bizmooc.web.sanitising import clean_html
from creativity_team_exercise import pages
from creativity_team_exercise.engine.session import ROUNDS_AT_MOST
from creativity_team_exercise.exercise import (
    MATCHED_BY,
    OWN,
    PLATFORM,
    SIZE_LEAST,
    SIZE_MOST,
    TEAMS,
    Actor,
    Rules,
    Viewer,
)
from creativity_team_exercise.handlers import LearnerHandlers
from creativity_team_exercise.staff_handlers import CourseTeamHandlers
from creativity_team_exercise.studio import MERGE_MOST, StudioViews, hours_of, is_possible, seeds_of
from creativity_team_exercise.techniques import Kind
from creativity_team_exercise.techniques.choice import technique_of
from creativity_team_exercise.techniques.plan import Plan


@XBlock.needs("i18n")
@XBlock.wants("user", "replace_urls", "studio_user_permissions")
class CreativityTeamExerciseBlock(LearnerHandlers, CourseTeamHandlers, StudioViews, CompletableXBlockMixin, XBlock):
    """A team that never meets at once goes through a technique of creativity, step by step; one alone can, too."""

    has_author_view = True
    has_score = True
    # What learners wrote is in tables: the staff member who views the course as one learner is shown none as theirs.
    show_in_read_only_mode = False
    icon_class = "problem"

    display_name = String(default="Team exercise", scope=Scope.settings)
    introduction = String(default="", scope=Scope.content, xml_node=True, help="Above the exercise; safe HTML.")
    question = String(default="", scope=Scope.content, xml_node=True, help="What ideas are wanted for; plain text.")
    technique = String(default="brainwriting", scope=Scope.settings, help="Id of a shipped technique, or “own”.")
    own_technique = Dict(default={}, scope=Scope.content, xml_node=True, help="A technique of one's own.")
    hours = Dict(default={}, scope=Scope.settings, help="Step id to hours, where they differ from the technique's.")
    rounds = Integer(default=0, scope=Scope.settings, help="Rounds in which sheets go round; 0: the technique's.")
    teams = String(default=OWN, scope=Scope.settings, values=TEAMS)
    teamset = String(default="", scope=Scope.settings, help="Of the course's teams, where they are the platform's.")
    size = Integer(default=5, scope=Scope.settings, help="People in a team of the block's own.")
    matched_by = String(default="", scope=Scope.settings, values=MATCHED_BY)
    merge_hours = Integer(default=72, scope=Scope.settings, help="When thin teams are joined.")
    seeds = List(default=[], scope=Scope.content, xml_node=True, help="Ideas for those who work alone.")
    allow_reuse = Boolean(default=True, scope=Scope.settings, help="Ask whether ideas may be shown to others.")
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
        """The author's settings as plain values; the default technique where one of the author's own is broken."""
        return Rules(
            plan=self._plan(),
            teams=self.teams if self.teams in TEAMS else OWN,
            size=min(SIZE_MOST, max(SIZE_LEAST, self.size or 0)),
            matched_by=self.matched_by if self.matched_by in MATCHED_BY else "",
            merge_hours=min(MERGE_MOST, max(1, self.merge_hours or 72)),
            seeds=seeds_of(self.seeds),
        )

    def _plan(self) -> Plan:
        technique = technique_of(self.technique, self.own_technique)
        hours, rounds = hours_of(self.hours), min(ROUNDS_AT_MOST, max(0, self.rounds or 0))
        steps = tuple(
            replace(
                step,
                hours=hours.get(step.id, step.hours),
                rounds=(rounds or step.rounds) if step.kind == Kind.PASS else step.rounds,
            )
            for step in technique.steps
        )
        return Plan(replace(technique, steps=steps), self.question or "")

    def viewer(self, person: Participant) -> Viewer:
        """Return a person as somebody who looks, with a learner's eyes."""
        return Viewer(Place.of(self), person.anonymous_id)

    def actor(self, call: Call) -> Actor:
        """Return who calls a handler as somebody who writes."""
        return Actor(call.write_key, call.participant, self._cohort(call.participant), self._team(call.participant))

    def _cohort(self, person: Participant) -> str:
        course = Place.of(self).course
        if self.teams != OWN or course is None or person.user_id is None:
            return ""
        cohort = platform().cohort_of(person.user_id, course)
        return f"cohort:{cohort.id}" if cohort else ""

    def _team(self, person: Participant) -> str:
        course = Place.of(self).course
        if self.teams != PLATFORM or course is None or person.user_id is None:
            return ""
        team = platform().team_of(person.user_id, course, self.teamset)
        return team.id if team else ""

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
        shown = (self.introduction or "") + " " + (self.question or "")
        content = {"display_name": self.display_name, "introduction": strip_tags(shown)}
        return {**super().index_dictionary(), "content": content, "content_type": "Team exercise"}

    def clear_student_state(self, user_id: str, item_id: Any, **kwargs: Any) -> None:
        """Erase a learner's rows: the instructor's "delete state" calls this on an unbound block.

        Args:
            user_id: the learner's course-specific anonymous id.
            item_id: usage key of the block.
            **kwargs: course_id and requesting_user_id, not needed.
        """
        erasure.reset(self.scope_ids.block_type, str(item_id), user_id)

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Any, keys: Any) -> CreativityTeamExerciseBlock:
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
        return [("Team exercise", "<vertical_demo><creativity_team_exercise/></vertical_demo>")]
