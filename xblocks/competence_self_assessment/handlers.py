"""What learners, instructors and authors can ask of the block: gate, form, service or selector, answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bizmooc.events import publish
from bizmooc.hosting.gate import Audience
from bizmooc.hosting.platform import platform
from bizmooc.lifecycle import erasure
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data, require_valid
from bizmooc.web.handlers import Call, File, handler
from competence_self_assessment import events, selectors
from competence_self_assessment.forms import NOW, THEN, FinishForm, PlanForm, RoundForm
from competence_self_assessment.models import Occasion
from competence_self_assessment.pages.download import own_file
from competence_self_assessment.pages.plans import plan_html, plan_region
from competence_self_assessment.services.mark_seen import mark_seen
from competence_self_assessment.services.save_draft import save_draft
from competence_self_assessment.services.save_plan import finish_plan, save_plan
from competence_self_assessment.services.start_again import keep_as_it_is, start_again
from competence_self_assessment.services.submit_round import Submission, submit_round


class LearnerHandlers:
    """Handlers of the learner's page."""

    @handler(Audience.LEARNER, "POST")
    def mark_seen(self, call: Call) -> dict[str, Any]:
        """The block is in view. Also gives the credit that an earlier round has earned since."""
        if mark_seen(call.place, call.participant):
            self._flag_rows()
            publish(self, events.BLOCK_SEEN, events.payload(events.BLOCK_SEEN, self))
        if selectors.learner_state(call.place, call.participant.anonymous_id).round:
            self._credit()
        return {}

    @handler(Audience.LEARNER, "POST")
    def save_draft(self, call: Call) -> dict[str, Any]:
        """Keep answers on their way. Answers with the draft's new version."""
        form = self._checked_form(call, partial=True)
        values = {name: value for name, value in form.cleaned_data.items() if value and name != "framework"}
        version, is_start = save_draft(call.write_key, call.participant, form.source, values, call.version)
        self._flag_rows()
        if is_start:
            content = events.payload(events.ROUND_STARTED, self, framework=form.source.digest)
            publish(self, events.ROUND_STARTED, content)
        return {"version": version, "announce": _("Saved. You can go on later.")}

    @handler(Audience.LEARNER, "POST")
    def submit_round(self, call: Call) -> dict[str, Any]:
        """Hand in the round. Answers with the profile."""
        form = self._checked_form(call, partial=False)
        submission = Submission(
            series=self.series,
            occasion=self.occasion,
            framework=form.source,
            now=form.ratings(NOW),
            then=form.ratings(THEN) if THEN in form.perspectives else None,
            reflections=form.reflections(),
            target_group=form.target_group(),
            group=self._group(call, form.target_group()),
            threshold=self.threshold,
        )
        stored = submit_round(call.write_key, call.participant, submission)
        self._flag_rows()
        if stored:
            self._report_submission(submission)
        self._credit()
        return self._region(call, _("Handed in. Here is your profile."))

    @handler(Audience.LEARNER, "POST")
    def answer_again(self, call: Call) -> dict[str, Any]:
        """Begin another round, where the author lets learners repeat."""
        if self.occasion != Occasion.REPEAT:
            raise Refusal(403, _("This self-assessment is taken once."))
        framework, window = self.require_framework(), self.window()
        if not window.is_open:
            raise Refusal(409, window.sentence())
        start_again(call.place, call.participant, framework)
        return self._region(call, _("A new round. Your earlier ones are kept."))

    @handler(Audience.LEARNER, "POST")
    def keep_round(self, call: Call) -> dict[str, Any]:
        """Leave another round that was begun; what was handed in stays."""
        keep_as_it_is(call.place, call.participant)
        return self._region(call, _("Your last round stays as it is."))

    @handler(Audience.LEARNER, "POST")
    def save_plan(self, call: Call) -> dict[str, Any]:
        """Keep the plan of a round, as it is typed and when its button is pressed. Answers with its new version."""
        form = PlanForm(data=as_form_data(call.values))
        values = require_valid(form)
        version = save_plan(
            call.write_key, call.participant, values["round"], form.content(), values["done"], call.version
        )
        self._flag_rows()
        return {"version": version, "announce": _("Your plan is saved. It comes back in your next round.")}

    @handler(Audience.LEARNER, "POST")
    def finish_plan(self, call: Call) -> dict[str, Any]:
        """Mark a plan of an earlier round as done, or as not done after all."""
        values = require_valid(FinishForm(data=as_form_data(call.values)))
        plan = finish_plan(call.place, call.participant, values["plan"], values["done"] == "yes")
        announce = _("Well done. Your plan is marked as done.") if plan.done_at else _("Your plan is open again.")
        return {"html": plan_html(plan), "region": plan_region(plan.pk), "announce": announce}

    @handler(Audience.LEARNER, "GET")
    def download_own(self, call: Call) -> File:
        """Everything the learner has handed in in this series, for themselves: ?format=csv, json or print."""
        if call.participant.is_masquerading:
            raise Refusal(403, _("This is for the learner alone."))
        rounds = selectors.all_rounds_of_series(call.place.course_key, self.series, call.participant.anonymous_id)
        return own_file(rounds, str(call.values.get("format", "")), self.language())

    @handler(Audience.LEARNER, "POST")
    def erase_trial(self, call: Call) -> dict[str, Any]:
        """A course team member takes back what they tried out."""
        if not call.participant.is_course_team:
            raise Refusal(403, _("What you handed in stays as it is."))
        erasure.reset(self.scope_ids.block_type, call.place.usage_key, call.participant.anonymous_id)
        publish(self, events.TRIAL_ERASED, events.payload(events.TRIAL_ERASED, self))
        return self._region(call, _("Your trial is erased. You can start again."))

    def _region(self, call: Call, announce: str) -> dict[str, Any]:
        return {"html": self.learner_html(call.participant), "region": "main", "announce": announce}

    def _group(self, call: Call, target_group: str) -> str:
        """Return what figures keep the learner apart by; "" for nothing."""
        if self.breakdown == "target_group" and target_group:
            return f"target:{target_group}"
        if self.breakdown == "cohort" and call.participant.user_id and call.place.course:
            cohort = platform().cohort_of(call.participant.user_id, call.place.course)
            return f"cohort:{cohort[0]}" if cohort else ""
        return ""

    def _checked_form(self, call: Call, *, partial: bool) -> RoundForm:
        framework = self.require_framework()
        window = self.window()
        if not window.is_open:
            raise Refusal(409, window.sentence())
        if call.values.get("framework") != framework.digest:
            sentence = _("The questions have changed since you opened this page. Please reload it; your draft is kept.")
            raise Refusal(409, sentence)
        form = RoundForm(
            framework,
            self.occasion,
            language=self.language(),
            partial=partial,
            ask_target_group=self.ask_target_group,
            data=as_form_data(call.values),
        )
        require_valid(form)
        return form

    def _report_submission(self, submission: Submission) -> None:
        ratings = [level for part in (submission.now, submission.then) if part for level in part.values()]
        content = events.payload(
            events.ROUND_SUBMITTED,
            self,
            framework=submission.framework.digest,
            asked=len(ratings),
            missing=ratings.count(None),
        )
        publish(self, events.ROUND_SUBMITTED, content)

    def _credit(self) -> None:
        """Completion and credit for taking part, never for a level; given again only if the points changed."""
        points, credited = self.max_score(), self.credited_points
        if credited == points:
            return
        self.credited_points = points
        publish(self, "completion", {"completion": 1.0})
        # Points that are not given any more are taken back: else those who came early would be better off.
        if points or credited:
            publish(self, "grade", {"value": points, "max_value": points})

    def _flag_rows(self) -> None:
        """Leave a mark in the learner's state, so that the instructor's "delete state" finds them."""
        if not self.has_rows:
            self.has_rows = True


class StaffHandlers:
    """Handlers of the instructor's part of the page."""

    @handler(Audience.STAFF, "GET")
    def show_figures(self, call: Call) -> dict[str, Any]:
        """The figures: of everybody, or of one group; of the newest version of the questions, or of another one."""
        choice = {name: str(call.values.get(name, "")) for name in ("group", "version")}
        return {"html": self.figures_html(**choice)}
