"""What else pages send: which idea, which list, and everything short."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bizmooc.web.forms import PlainText
from peer_idea_board.forms.fields import UNKNOWN, Line, RowId
from peer_idea_board.models import Report, Target
from peer_idea_board.models.exchange import COMMENT_LENGTH, FEEDBACK_LENGTH, REPLY_LENGTH
from peer_idea_board.models.ideas import TITLE_LENGTH
from peer_idea_board.models.moderation import REASON_LENGTH

SORTS = ("new", "helpful", "needs", "top", "mine", "following")
_SEARCH_LENGTH = 100
_YES_NO = (("yes", "yes"), ("no", "no"))


class IdeaRequest(forms.Form):
    """Which idea."""

    idea = RowId()


class TurnRequest(forms.Form):
    """Which idea to give feedback on; none: the queue's."""

    idea = RowId(required=False)


class AnswerForm(forms.Form):
    """What an idea's author makes of a feedback."""

    feedback = RowId()
    is_helpful = forms.BooleanField(label=gettext_lazy("This helped me"), required=False)
    reply = PlainText(
        label=gettext_lazy("Your answer (optional)"),
        max_length=REPLY_LENGTH,
        required=False,
        rows=2,
    )


class CommentForm(forms.Form):
    """A short remark."""

    idea = RowId()
    text = PlainText(
        label=gettext_lazy("Your comment"),
        max_length=COMMENT_LENGTH,
        rows=2,
        error_messages={"required": gettext_lazy("Please write something first.")},
    )


class CommentRequest(forms.Form):
    """Which comment."""

    comment = RowId()


class VoteForm(forms.Form):
    """How many dots for an idea; none takes the vote back.

    Args:
        most: for one idea: 1, or what the author allows of a budget.
    """

    idea = RowId()
    dots = forms.IntegerField(label=gettext_lazy("Your dots for this idea"), min_value=0)

    def __init__(self, *, most: int, **kwargs: Any):
        super().__init__(**kwargs)
        self.fields["dots"] = forms.IntegerField(label=self.fields["dots"].label, min_value=0, max_value=most)


class FollowForm(forms.Form):
    """Whether to hear of an idea."""

    idea = RowId()
    wanted = forms.ChoiceField(choices=_YES_NO)


class MailForm(forms.Form):
    """Whether to hear by mail."""

    wanted = forms.BooleanField(
        label=gettext_lazy("Mail me at most once a day when somebody answers me"), required=False
    )


class ReportForm(forms.Form):
    """What is out of place, and why."""

    target = forms.ChoiceField(choices=Target.choices, widget=forms.HiddenInput())
    target_id = RowId()
    why = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Report.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one."), "invalid_choice": UNKNOWN},
    )
    text = PlainText(
        label=gettext_lazy("In your own words (optional)"),
        max_length=REASON_LENGTH,
        required=False,
        rows=2,
    )


class FormRequest(forms.Form):
    """Which form: of a new idea, or of a change."""

    idea = RowId(required=False)


class ListRequest(forms.Form):
    """Which ideas, in which order; no text of anybody: a tag goes by the number of one of its rows."""

    sort = forms.ChoiceField(choices=[(sort, sort) for sort in SORTS], required=False)
    tag = RowId(required=False)
    after = forms.RegexField(r"^[0-9]{1,10}(\.[0-9]{1,18})?\Z", required=False, max_length=30)


class PageRequest(forms.Form):
    """Which part of what is said about an idea."""

    idea = RowId()
    after = RowId(required=False)


class SearchForm(forms.Form):
    """What to look for."""

    text = Line(
        label=gettext_lazy("Search the board"),
        max_length=_SEARCH_LENGTH,
        error_messages={"required": gettext_lazy("Please write what to look for.")},
    )
    after = RowId(required=False)


class AlikeForm(forms.Form):
    """An idea on its way, to be compared with those on the board."""

    title = Line(max_length=TITLE_LENGTH, required=False)
    text = PlainText(max_length=FEEDBACK_LENGTH, required=False)
    idea = RowId(required=False)


class NoValues(forms.Form):
    """A request that needs nothing but who sends it."""


class ChangesRequest(forms.Form):
    """The last idea and the last feedback that a page knows of; 0 for none."""

    idea = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    feedback = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
