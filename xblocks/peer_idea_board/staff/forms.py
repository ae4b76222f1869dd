"""What the course team sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from peer_idea_board.forms.fields import RowId
from peer_idea_board.models import Act, Target
from peer_idea_board.models.moderation import REASON_LENGTH
from peer_idea_board.staff.exports import WHATS

# Things decided in one go; each is a transaction of its own.
MOST_AT_ONCE = 100
# The regions that a decision can be sent from, and that are drawn anew then.
REGIONS = ("reports", "pending", "hidden", "tools")
# What can be decided about many things at once.
DECISIONS: dict[str, Any] = {
    Act.APPROVE: gettext_lazy("Put on the board"),
    Act.KEEP: gettext_lazy("Keep: it may stay"),
    Act.HIDE: gettext_lazy("Hide, with a reason"),
    Act.RESTORE: gettext_lazy("Show again"),
}
# What is done with one idea.
MARKS = (Act.PIN, Act.UNPIN, Act.ENDORSE, Act.UNENDORSE, Act.ASK)
_UNKNOWN = gettext_lazy("This cannot be chosen. Please reload the page.")


class Items(forms.Field):
    """Things that were ticked, as ``<target>:<number>``; cleaned, they are pairs."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[tuple[str, int]]:
        """Return the things, each once.

        Raises:
            ValidationError: none, too many, or not such things.
        """
        texts = list(dict.fromkeys(value or []))
        if not texts:
            raise ValidationError(_("Please tick at least one."))
        if len(texts) > MOST_AT_ONCE:
            raise ValidationError(_("Please tick at most %(most)d.") % {"most": MOST_AT_ONCE})
        return [self._read(text) for text in texts]

    @staticmethod
    def _read(text: str) -> tuple[str, int]:
        target, _colon, number = text.partition(":")
        if target not in Target.values or not (number.isascii() and number.isdigit()) or len(number) > 18:
            raise ValidationError(_UNKNOWN)
        return target, int(number)


class ReasonedForm(forms.Form):
    """With a reason, which goes into the log and which the author of a hidden thing is told."""

    reason = PlainText(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For the log. Who wrote something that you hide reads it, too."),
        max_length=REASON_LENGTH,
        rows=2,
        required=False,
    )


class DecisionForm(ReasonedForm):
    """What to do with the things that are ticked.

    Args:
        acts: those to choose from; all of DECISIONS where a request is checked.
    """

    region = forms.ChoiceField(choices=[(name, name) for name in REGIONS], widget=forms.HiddenInput())
    idea = RowId(required=False)
    item = Items(label=gettext_lazy("What it is about"))
    act = forms.ChoiceField(
        label=gettext_lazy("What to do with what is ticked"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what to do."), "invalid_choice": _UNKNOWN},
    )

    def __init__(self, *args: Any, acts: tuple[str, ...] = tuple(DECISIONS), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(str(act), DECISIONS[act]) for act in acts]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where something is hidden."""
        values = super().clean()
        if values.get("act") == Act.HIDE and not values.get("reason", "").strip():
            self.add_error("reason", _("Please give a reason: who wrote it is told."))
        return values


class MarkForm(forms.Form):
    """What to do with one idea."""

    idea = RowId()
    act = forms.ChoiceField(choices=[(str(act), str(act)) for act in MARKS], widget=forms.HiddenInput())
    region = forms.ChoiceField(choices=[("waiting", ""), ("tools", "")], widget=forms.HiddenInput())


class MergeForm(ReasonedForm):
    """Two ideas of which one stays."""

    idea = RowId()
    into = forms.IntegerField(
        label=gettext_lazy("Number of the idea that stays"),
        min_value=1,
        max_value=2**63 - 1,
        error_messages={"required": gettext_lazy("Please give the number of the idea that stays.")},
    )
    region = forms.ChoiceField(choices=[("twins", ""), ("tools", "")], widget=forms.HiddenInput())


class AuthorForm(forms.Form):
    """Whose thing it is."""

    target = forms.ChoiceField(choices=Target.choices, widget=forms.HiddenInput())
    target_id = RowId()
    # Where it was asked: the same thing may stand in several regions.
    region = forms.ChoiceField(choices=[(name, name) for name in REGIONS], widget=forms.HiddenInput())


class MuteForm(AuthorForm):
    """Whether the author of a thing may write."""

    wanted = forms.ChoiceField(choices=[("yes", ""), ("no", "")], widget=forms.HiddenInput())


class MemberForm(forms.Form):
    """Somebody of the board, by the number of their row."""

    member = RowId()


class LookupForm(forms.Form):
    """An idea by its number."""

    idea = forms.IntegerField(label=gettext_lazy("Number of the idea"), min_value=1, max_value=2**63 - 1)


class PageForm(forms.Form):
    """Where a list goes on; and for twins, whose board."""

    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput())
    board = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput())


class ExportForm(forms.Form):
    """Which file."""

    what = forms.ChoiceField(choices=[(name, name) for name in WHATS], widget=forms.HiddenInput())
