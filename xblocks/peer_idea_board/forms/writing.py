"""Ideas and feedback as forms: the questions come from the author's structure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bizmooc.texts import text_in
from bizmooc.web.forms import PlainText
from peer_idea_board.forms.fields import UNKNOWN, Line, RowId, in_words
from peer_idea_board.models.exchange import FEEDBACK_LENGTH
from peer_idea_board.models.ideas import LINK_LENGTH, NOTE_LENGTH, TAG_LENGTH, TAGS, TITLE_LENGTH
from peer_idea_board.structures import Criterion, Part, Structure
from peer_idea_board.text import fold

PART, RATING = "part", "rating"
LEAST_FEEDBACK = 40
_LONGEST_ROWS = 8
# Fields that say which form it is; the page it is shown in next fills them anew.
_NAMING = ("form", "structure", "idea", "revision")


class StructuredForm(forms.Form):
    """A form whose questions come from the author's structure.

    ``form`` names its draft; ``structure`` is the digest of what the page shows, so that nobody's answer is stored
    under words they did not read.

    Args:
        structure: what the board asks for now.
        language: of the texts.
        partial: a draft: nothing is required, nothing is too short.
    """

    form = forms.CharField(widget=forms.HiddenInput(), max_length=40)
    structure = forms.CharField(widget=forms.HiddenInput(), max_length=64)

    def __init__(self, structure: Structure, *, language: str, partial: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        self.source, self.language = structure, language
        self.fields["structure"].initial = structure.digest
        self.add_questions()
        if partial:
            for field in self.fields.values():
                field.required = False
                field.validators = [one for one in field.validators if not _asks_for_more(one)]

    def add_questions(self) -> None:
        """Add what the structure asks for."""
        raise NotImplementedError

    def draft(self) -> dict[str, Any]:
        """Return what a draft keeps: checked values, without what names the form."""
        return {name: value for name, value in self.cleaned_data.items() if value and name not in _NAMING}


class IdeaForm(StructuredForm):
    """An idea: title, the structure's parts as ``part.<id>``, tags, link, and whether later runs may see it."""

    title = Line(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("What it is about, in a few words."),
        max_length=TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Please give it a title.")},
    )
    tags = Line(
        label=gettext_lazy("Tags (optional)"),
        help_text=gettext_lazy("Up to five words, with commas between them. Others find it by them."),
        max_length=TAGS * (TAG_LENGTH + 2),
        required=False,
    )
    link = Line(
        label=gettext_lazy("A link (optional)"),
        help_text=gettext_lazy("To a page that says more. It begins with https://"),
        max_length=LINK_LENGTH,
        required=False,
    )
    may_be_reused = forms.BooleanField(
        label=gettext_lazy("Later runs of this course may see this as an example, without my name."),
        required=False,
    )

    def __init__(self, structure: Structure, *, allow_reuse: bool = True, **kwargs: Any):
        super().__init__(structure, **kwargs)
        self.order_fields(
            ["form", "structure", "idea", "revision", "title", *self.part_names(), "tags", "link", "note"]
        )
        if not allow_reuse:
            del self.fields["may_be_reused"]

    def add_questions(self) -> None:
        """Add one field for each part."""
        for part in self.source.parts:
            self.fields[f"{PART}.{part.id}"] = _part_field(part, self.language)

    def part_names(self) -> list[str]:
        """Return the names of the fields of the parts."""
        return [f"{PART}.{part.id}" for part in self.source.parts]

    def clean_tags(self) -> str:
        """Refuse too many and too long ones; each is kept once."""
        tags = self.split_tags(self.cleaned_data["tags"])
        if len(tags) > TAGS:
            raise forms.ValidationError(_("Please use up to %(count)d tags.") % {"count": TAGS})
        if any(len(tag) > TAG_LENGTH for tag in tags):
            raise forms.ValidationError(_("A tag has up to %(count)d characters.") % {"count": TAG_LENGTH})
        return ", ".join(tags)

    def clean_link(self) -> str:
        """Let nothing but plain web addresses over https through."""
        link = self.cleaned_data["link"]
        if link and not is_safe_link(link):
            raise forms.ValidationError(
                _("Please use a whole web address that begins with https://, or leave it empty.")
            )
        return link

    @staticmethod
    def split_tags(text: str) -> list[str]:
        """Return the tags of a text with commas, each once (in whatever case)."""
        tags = [" ".join(tag.split()).lstrip("#") for tag in text.split(",")]
        return list({fold(tag): tag for tag in reversed(tags) if fold(tag)}.values())[::-1]

    def content(self) -> dict[str, str]:
        """Return the parts that were filled in, by id."""
        given = {part.id: self.cleaned_data[f"{PART}.{part.id}"] for part in self.source.parts}
        return {part_id: text for part_id, text in given.items() if text}


class RevisionForm(IdeaForm):
    """A change of an idea, with what was changed and why."""

    idea = RowId()
    revision = RowId()
    note = PlainText(
        label=gettext_lazy("What did you change, and why?"),
        help_text=gettext_lazy("One or two sentences. Whoever helped you sees what became of it."),
        max_length=NOTE_LENGTH,
        rows=3,
        error_messages={"required": gettext_lazy("Please say what you changed, and why.")},
    )


class FeedbackForm(StructuredForm):
    """Feedback on an idea: a level for each criterion (``rating.<id>``), two texts, and the part it is about.

    Args:
        parts: of the idea as it was written, which may be other ones than the board asks for now.
    """

    idea = RowId()
    works = PlainText(
        label=gettext_lazy("What works"),
        help_text=gettext_lazy("Name something exactly, and say why. For example: “The test is good because …”"),
        max_length=FEEDBACK_LENGTH,
        min_length=LEAST_FEEDBACK,
        validators=[in_words],
        rows=5,
    )
    next_step = PlainText(
        label=gettext_lazy("One next step"),
        help_text=gettext_lazy("One thing that would make it better, and that can be done soon."),
        max_length=FEEDBACK_LENGTH,
        min_length=LEAST_FEEDBACK,
        validators=[in_words],
        rows=5,
    )
    part = forms.ChoiceField(
        label=gettext_lazy("This is mainly about (optional)"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, structure: Structure, *, parts: Structure, **kwargs: Any):
        self.parts = parts
        super().__init__(structure, **kwargs)

    def add_questions(self) -> None:
        """Add one choice for each criterion, and the parts to choose from."""
        for name in ("works", "next_step"):
            messages = self.fields[name].error_messages
            messages["required"] = _("Please write at least %(count)d characters.") % {"count": LEAST_FEEDBACK}
            for validator in self.fields[name].validators:
                if isinstance(validator, MinLengthValidator):
                    validator.message = messages["required"]
        titles = [(part.id, text_in(part.title, self.language)) for part in self.parts.parts]
        self.fields["part"].choices = [("", _("the idea as a whole")), *titles]
        for criterion in self.source.criteria:
            self.fields[f"{RATING}.{criterion.id}"] = _criterion_field(criterion, self.language)

    def ratings(self) -> dict[str, int]:
        """Return the chosen levels by criterion id, from 1."""
        return {one.id: int(self.cleaned_data[f"{RATING}.{one.id}"]) for one in self.source.criteria}


def _asks_for_more(validator: Any) -> bool:
    return validator is in_words or isinstance(validator, MinLengthValidator)


def _part_field(part: Part, language: str) -> PlainText:
    title = text_in(part.title, language)
    return PlainText(
        label=title if part.is_required else _("%(part)s (optional)") % {"part": title},
        help_text=text_in(part.prompt, language) if part.prompt else "",
        max_length=part.max_length,
        required=part.is_required,
        # About seventy characters to a line, half of what may be written.
        rows=max(2, min(_LONGEST_ROWS, part.max_length // 140)),
        error_messages={"required": _("Please write something about “%(part)s”.") % {"part": title}},
    )


def _criterion_field(criterion: Criterion, language: str) -> forms.ChoiceField:
    levels = enumerate((text_in(level, language) for level in criterion.levels), start=1)
    return forms.ChoiceField(
        label=text_in(criterion.title, language),
        choices=[(str(number), text) for number, text in levels],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": UNKNOWN},
    )


_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


def is_safe_link(link: str) -> bool:
    """Tell whether a text is a web address over https, without a sign-in in it, that no page can take for code."""
    try:
        parts = urlsplit(link)
        host = parts.netloc.encode("idna").decode() if parts.netloc else ""
    except (UnicodeError, ValueError):
        return False
    plain = not re.search(r"[\s\"'<>\\^`{|}]", link)
    return parts.scheme == "https" and plain and bool(_HOST.fullmatch(host.lower())) and "." in host
