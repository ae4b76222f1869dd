"""Plain views for the editor: in Studio every call to a handler would write a new draft, so nothing is asked there."""

from __future__ import annotations

import base64
import json
import re
from pathlib import PurePath
from typing import Any

import yaml
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.forms import as_form_data
from bizmooc.web.requests import Body
from bizmooc.web.views import course_view, place_in
from competence_self_assessment.frameworks import Framework, FrameworkError, pack, parse, to_csv, to_yaml
from competence_self_assessment.studio.changes import Answers, Change, is_json
from competence_self_assessment.studio.files import framework_in
from competence_self_assessment.studio.preview import preview_html
from competence_self_assessment.studio.settings import SettingsForm, require_settings

BLOCK_TYPE = "competence_self_assessment"


@course_view(Audience.AUTHOR, "POST")
def check(request: HttpRequest, course: CourseKey, usage_key: str, *, body: Body) -> dict[str, Any]:
    """Check a framework, and say what it would change for answers that were given.

    Values: ``framework``, a text or the id of a shipped one; ``before``, the one in use, likewise, if the change is
    asked for; ``format``, "csv" or "yaml", of the text in the answer; ``draft``, if the text is wanted however
    incomplete the framework is.

    Raises:
        Refusal: 422 with the problems, by place if the framework is JSON.
    """
    place = place_in(course, usage_key, BLOCK_TYPE)
    given, form = _text(body, "framework"), _text(body, "format") or "yaml"
    if _text(body, "draft") and is_json(given):
        return {"text": _as_it_is(given)}
    framework = _framework(given)
    before = _if_readable(_text(body, "before"))
    told = Change.between(before, framework).sentences(Answers.at(place)) if before else []
    text = to_csv(framework) if form == "csv" else to_yaml(framework)
    return {"framework": framework.as_data(), "text": text, "name": f"{framework.id}.{form}", "change": told}


@course_view(Audience.AUTHOR, "POST")
def read_file(request: HttpRequest, course: CourseKey, usage_key: str, *, body: Body) -> dict[str, Any]:
    """Read a framework from a file: values ``name`` and ``content`` (base64).

    Raises:
        Refusal: 422 with the problems, each with its line.
    """
    place_in(course, usage_key, BLOCK_TYPE)
    try:
        content = base64.b64decode(_text(body, "content"), validate=True)
    except ValueError:
        raise Refusal(400, _("The file did not arrive whole. Please try again.")) from None
    try:
        framework, notes = framework_in(PurePath(_text(body, "name")), content, get_language() or "en")
    except FrameworkError as error:
        raise _refusal(error, by_place=False) from None
    return {"framework": framework.as_data(), "notes": notes}


@course_view(Audience.AUTHOR, "POST")
def preview(request: HttpRequest, course: CourseKey, usage_key: str, *, body: Body) -> dict[str, Any]:
    """Show the block with the settings in the editor and sample people; the values are those that would be saved.

    Raises:
        Refusal: 4xx, as saving would.
    """
    place_in(course, usage_key, BLOCK_TYPE)
    values = require_settings(SettingsForm(data=as_form_data(body.values), course=course))
    # The block's own class imports this package.
    block_class = XBlock.load_class(BLOCK_TYPE)
    return {"html": preview_html(block_class, UsageKey.from_string(usage_key), values)}


def _text(body: Body, name: str) -> str:
    value = body.values.get(name, "")
    return value if isinstance(value, str) else ""


def _framework(text: str) -> Framework:
    shipped = pack(text)
    if shipped:
        return shipped
    try:
        return parse(text)
    except FrameworkError as error:
        raise _refusal(error, by_place=is_json(text)) from None


def _if_readable(text: str) -> Framework | None:
    try:
        return pack(text) or (parse(text) if text else None)
    except FrameworkError:
        return None


def _refusal(error: FrameworkError, *, by_place: bool) -> Refusal:
    fields = {"own_framework": [str(problem) for problem in error.problems]}
    if by_place:
        fields = {".".join(map(str, ("own_framework", *path))): texts for path, texts in error.by_path().items()}
    return Refusal(422, _("The framework cannot be read yet. Nothing is lost."), fields)


def _as_it_is(text: str) -> str:
    """Return the editor's JSON as YAML that loses nothing, complete or not."""
    try:
        return to_yaml(parse(text))
    except FrameworkError:
        # PyYAML writes lone surrogates that it cannot read again; no page of ours sends them.
        plain = re.sub("[\ud800-\udfff]", "\ufffd", text)
        return yaml.safe_dump(json.loads(plain), allow_unicode=True, sort_keys=False)
