"""The block's settings as a form: one definition renders the controls, checks what comes back and words the errors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from bizmooc.hosting.participant import Place
from bizmooc.hosting.platform import platform
from bizmooc.refusal import Refusal
from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText, require_valid
from bizmooc.web.sanitising import clean_html
from peer_idea_board.models import Member
from peer_idea_board.structures import StructureError
from peer_idea_board.structures.choice import OWN, chosen
from peer_idea_board.structures.packs import packs
from peer_idea_board.studio import phases
from peer_idea_board.studio.own import OwnStructure
from peer_idea_board.studio.placed import Placed, by_place_of
from peer_idea_board.studio.seeds import Seeds, gaps, seeds_of

# Fields with places of their own inside.
_LISTS = ("own_structure", "seeds")


class SettingsForm(forms.Form):
    """The block's settings; field names are those of the block's fields, but for the phases: see phase_fields().

    Args:
        course: the course the block is in; None where there is none.
        block: whose settings are to be saved; None where the form is only shown.
    """

    display_name = PlainText(label=gettext_lazy("Title"), max_length=100, rows=1)
    introduction = PlainText(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy(
            "Shown above the board. You may use simple HTML: paragraphs, lists, links, bold. Say what the ideas are "
            "for, and until when you would like to see them."
        ),
        max_length=5_000,
        required=False,
        rows=5,
    )
    structure = forms.ChoiceField(label=gettext_lazy("What an idea consists of"), widget=forms.RadioSelect)
    own_structure = OwnStructure(label=gettext_lazy("Our own structure"), required=False)
    seeds = Seeds(label=gettext_lazy("Example ideas"), required=False)
    post_quota = forms.IntegerField(
        label=gettext_lazy("Ideas that each person posts"),
        help_text=gettext_lazy("For the block to be complete. 0: posting is not asked for."),
        min_value=0,
        max_value=20,
    )
    feedback_quota = forms.IntegerField(
        label=gettext_lazy("Feedbacks that each person gives"),
        help_text=gettext_lazy(
            "For the block to be complete; three is a good number. Somebody for whom nothing is left to answer is "
            "complete, too: nobody has to wait for others."
        ),
        min_value=0,
        max_value=20,
    )
    feedback_wanted = forms.IntegerField(
        label=gettext_lazy("Feedbacks that every idea should get"),
        help_text=gettext_lazy(
            "The queue hands out the ideas that have the fewest. Keep this below what each person gives: not everybody "
            "who posts comes back."
        ),
        min_value=1,
        max_value=10,
    )
    lease_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to write a feedback"),
        help_text=gettext_lazy("So long an idea that was handed out waits for one person; then another one gets it."),
        min_value=5,
        max_value=1440,
    )
    vote_kind = forms.ChoiceField(
        label=gettext_lazy("Voting"),
        choices=[
            ("one", gettext_lazy("One vote for each idea that one likes")),
            ("dots", gettext_lazy("A number of dots to share out among ideas")),
            ("none", gettext_lazy("No voting")),
        ],
        widget=forms.RadioSelect,
    )
    dots = forms.IntegerField(label=gettext_lazy("Dots of each person"), min_value=1, max_value=20)
    dots_per_idea = forms.IntegerField(label=gettext_lazy("The most of them for one idea"), min_value=1, max_value=20)
    votes_shown = forms.ChoiceField(
        label=gettext_lazy("When learners see the votes of an idea"),
        help_text=gettext_lazy("Votes that can be seen draw more votes; hidden ones say what people think themselves."),
        choices=[
            ("after_vote", gettext_lazy("After they have voted for it")),
            ("after_close", gettext_lazy("When voting has closed")),
            ("always", gettext_lazy("Always")),
        ],
        widget=forms.RadioSelect,
    )
    names = forms.ChoiceField(
        label=gettext_lazy("What learners are called on the board"),
        help_text=gettext_lazy("The course team can always find out who wrote something; learners are told so."),
        choices=[
            ("alias", gettext_lazy("A made-up name that the board gives them")),
            ("name", gettext_lazy("Their user name")),
        ],
        widget=forms.RadioSelect,
    )
    groups = forms.ChoiceField(
        label=gettext_lazy("Who shares a board"),
        help_text=gettext_lazy("People see nothing of the boards of other groups."),
        choices=[
            ("", gettext_lazy("All learners of the course")),
            ("cohort", gettext_lazy("Each cohort of the course has its own board")),
            ("team", gettext_lazy("Each team has its own board")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    teamset = PlainText(
        label=gettext_lazy("Id of the group of teams"),
        help_text=gettext_lazy("As it stands in Studio under “Pages & Resources”, “Teams”."),
        max_length=255,
        required=False,
        rows=1,
    )
    pre_approval = forms.BooleanField(
        label=gettext_lazy("The course team looks at each idea before others see it"),
        help_text=gettext_lazy("Only where somebody looks every day: until then an idea gets no answer."),
        required=False,
    )
    allow_reuse = forms.BooleanField(
        label=gettext_lazy("Ask learners whether later runs may see their idea as an example"),
        help_text=gettext_lazy("Without their name. You find these ideas among the downloads of the course team."),
        required=False,
    )
    participation_points = forms.IntegerField(
        label=gettext_lazy("Points for taking part"),
        help_text=gettext_lazy(
            "0: not graded. Points are for one's own ideas and feedbacks, never for what others say about them."
        ),
        min_value=0,
        max_value=100,
    )

    def __init__(self, *args: Any, course: CourseKey | None = None, block: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course, self.block = course, block
        self.fields |= phases.phase_fields()
        language = get_language() or "en"
        shipped = [(name, text_in(pack.structure.title, language)) for name, pack in packs().items()]
        self.fields["structure"].choices = [*shipped, (OWN, _("A structure of our own"))]

    def clean_introduction(self) -> str:
        """Reduce the introduction to safe HTML."""
        return clean_html(self.cleaned_data["introduction"])

    def clean_names(self) -> str:
        """Keep the promise that was made to learners: names they wrote under are not exchanged for real ones."""
        names = self.cleaned_data["names"]
        if names == "name" and self.block and self.block.names == "alias":
            learners = Member.objects.filter(usage_key=Place.of(self.block).usage_key, is_course_team=False)
            if learners.exists():
                raise ValidationError(
                    _(
                        "Learners were promised that what they write under made-up names stays so. To have user "
                        "names shown, please copy the block and change the copy."
                    )
                )
        return names

    def clean(self) -> dict[str, Any]:
        """Check what depends on two fields, or on the course."""
        data = super().clean()
        if data.get("vote_kind") == "dots" and (data.get("dots_per_idea") or 0) > (data.get("dots") or 20):
            self.add_error("dots_per_idea", _("Nobody can give one idea more dots than they have."))
        if data.get("groups") == "team" and not data.get("teamset"):
            self.add_error("teamset", _("Please enter which teams: a course can have several groups of them."))
        if data.get("structure") == OWN and data.get("own_structure") == {}:
            self.add_error("own_structure", _("Please enter a structure, or choose a shipped one above."))
        self._check_seeds(data)
        is_self_paced = bool(self.course and platform().is_self_paced(self.course))
        for name, sentence in phases.faults(data, is_self_paced=is_self_paced):
            self.add_error(name, sentence)
        return data

    def _check_seeds(self, data: dict[str, Any]) -> None:
        try:
            structure = chosen(data.get("structure"), data.get("own_structure"))
        except StructureError:
            return  # Said at its own place.
        by_place: dict[str, list[str]] = {}
        for number, part, sentence in gaps(seeds_of(data.get("seeds")), structure) if structure else ():
            by_place[f"{number}.content.{part}"] = [sentence]
        if by_place:
            self.add_error("seeds", Placed(by_place))


def initial_of(block: Any) -> dict[str, Any]:
    """Return what the form shows of a block."""
    own = {name: getattr(block, name) for name in SettingsForm.base_fields}
    return {**own, **phases.initial_of(block.phases)}


def is_possible(name: str, value: Any) -> bool:
    """Tell whether a setting read from OLX is one that the form would have saved.

    Texts, structures and example ideas are taken as they are: nothing of an author's work is lost, and problems_of()
    says what is wrong with them.
    """
    if name == "phases":
        return phases.is_possible_phases(value)
    field = SettingsForm.base_fields.get(name)
    if name == "structure" or not isinstance(field, forms.IntegerField | forms.ChoiceField):
        return True
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True


def require_settings(form: SettingsForm) -> dict[str, Any]:
    """Return what the block's fields are to hold.

    Raises:
        Refusal: 4xx; problems inside the structure and the example ideas are told where they are, under names that
            go on with dots: ``own_structure.parts.0.title``, ``seeds.2.content.who``.
    """
    try:
        data = require_valid(form)
    except Refusal as refusal:
        fields = _by_place(form, refusal.fields) if refusal.fields else {}
        raise Refusal(refusal.status, refusal.message, fields) from None
    return {**{name: data[name] for name in form.base_fields}, "phases": phases.phases_of(data)}


def _by_place(form: SettingsForm, fields: dict[str, list[str]]) -> dict[str, list[str]]:
    found = {name: sentences for name, sentences in fields.items() if name not in _LISTS}
    for name in _LISTS:
        found |= by_place_of(name, form)
    return found
