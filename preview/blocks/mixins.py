"""What the LMS mixes into every block: settings that are inherited, and a few properties.

Blocks must not shadow these names; the preview offers them so that such a clash shows here, not in the LMS.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock, XBlockMixin
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, DateTime, Dict, Float, Integer, JSONField, List, Scope, String

FAR_FUTURE = datetime(2030, 1, 1, tzinfo=UTC)
"""What starts without a date starts never, as in the LMS."""


class Duration(JSONField):
    """A time span written like ``1 day 2 hours``; empty means none."""

    _UNITS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}

    def from_json(self, value: Any) -> timedelta | None:
        """Read the text; what is not understood counts nothing."""
        if value is None or isinstance(value, timedelta):
            return value
        found = re.findall(r"(\d+) (day|hour|minute|second)s?\b", str(value))
        if not found:
            return None
        return timedelta(seconds=sum(int(number) * self._UNITS[unit] for number, unit in found))

    def to_json(self, value: timedelta | None) -> str | None:
        """Write the span in seconds."""
        return None if value is None else f"{int(value.total_seconds())} seconds"

    enforce_type = from_json


class InheritanceMixin(XBlockMixin):
    """Settings that hold for everything inside a block that has them."""

    graded = Boolean(default=False, scope=Scope.settings)
    start = DateTime(default=FAR_FUTURE, scope=Scope.settings, enforce_type=True)
    due = DateTime(default=None, scope=Scope.settings, enforce_type=True)
    relative_weeks_due = Float(default=None, scope=Scope.settings)
    graceperiod = Duration(default=None, scope=Scope.settings, enforce_type=True)
    visible_to_staff_only = Boolean(default=False, scope=Scope.settings)
    show_correctness = String(default="always", scope=Scope.settings)
    showanswer = String(default="finished", scope=Scope.settings)
    rerandomize = String(default="never", scope=Scope.settings)
    max_attempts = Integer(default=None, scope=Scope.settings)
    show_reset_button = Boolean(default=False, scope=Scope.settings)
    use_latex_compiler = Boolean(default=False, scope=Scope.settings)
    days_early_for_beta = Float(default=None, scope=Scope.settings)
    static_asset_path = String(default="", scope=Scope.settings)
    course_edit_method = String(default="Studio", scope=Scope.settings)
    giturl = String(default=None, scope=Scope.settings)
    xqa_key = String(default=None, scope=Scope.settings)
    matlab_api_key = String(default=None, scope=Scope.settings)
    user_partitions = List(default=[], scope=Scope.settings)
    edxnotes = Boolean(default=False, scope=Scope.settings)
    edxnotes_visibility = Boolean(default=True, scope=Scope.settings)
    in_entrance_exam = Boolean(default=False, scope=Scope.settings)
    self_paced = Boolean(default=False, scope=Scope.settings)
    video_auto_advance = Boolean(default=False, scope=Scope.settings)
    video_bumper = Dict(default={}, scope=Scope.settings)


@XBlock.wants("completion")
class LmsMixin(XBlockMixin):
    """Names that every block has in the LMS and in Studio."""

    display_name = String(default=None, scope=Scope.settings)
    format = String(default=None, scope=Scope.settings)
    hide_from_toc = Boolean(default=False, scope=Scope.settings)
    chrome = String(default="", scope=Scope.settings)
    source_file = String(default=None, scope=Scope.settings)
    group_access = Dict(default={}, scope=Scope.settings)

    has_score = False
    icon_class = "other"
    show_in_read_only_mode = False

    @property
    def location(self) -> UsageKey:
        """The block's usage key."""
        return self.scope_ids.usage_id

    @property
    def category(self) -> str:
        """The block's type."""
        return self.scope_ids.block_type

    @property
    def url_name(self) -> str:
        """The part of the usage key that is the block's own."""
        return self.scope_ids.usage_id.block_id

    @property
    def course_id(self) -> CourseKey:
        """The course run that the block belongs to."""
        return self.scope_ids.usage_id.context_key

    @property
    def display_name_with_default(self) -> str:
        """A name to show, made from the key where the author gave none."""
        return self.display_name or self.url_name.replace("_", " ")

    @property
    def non_editable_metadata_fields(self) -> list:
        """Fields that Studio's general editor leaves out."""
        return [self.fields["tags"], self.fields["name"]]

    def get_icon_class(self) -> str:
        """The kind of icon that stands for the block in a unit's bar."""
        return self.icon_class

    def max_score(self) -> float | None:
        """What can be earned; None: the block does not say."""
        return None

    def has_dynamic_children(self) -> bool:
        """Whether which children are shown depends on the learner."""
        return False

    def public_view(self, _context: dict | None = None) -> Fragment:
        """What visitors see of a block that is for enrolled people only."""
        return Fragment(f"<p>{_('This content is only shown to people who are enrolled.')}</p>")

    @XBlock.json_handler
    def publish_completion(self, data: dict, _suffix: str = "") -> dict:
        """Take the page's word that the block was in view long enough."""
        service = self.runtime.service(self, "completion")
        if service is None:
            raise JsonHandlerError(500, "No completion service found")
        if not service.can_mark_block_complete_on_view(self):
            raise JsonHandlerError(400, "Block not configured for completion on view.")
        self.runtime.publish(self, "completion", {"completion": float(data["completion"])})
        return {"result": "ok"}


def completes_on_view(block: XBlock) -> bool:
    """Whether looking at the block is all there is to do: neither scored nor with rules of its own."""
    return (
        XBlockCompletionMode.get_mode(block) == XBlockCompletionMode.COMPLETABLE
        and not getattr(block, "has_custom_completion", False)
        and not block.has_score
    )


MIXINS = (LmsMixin, InheritanceMixin)
INHERITABLE = frozenset({*InheritanceMixin.fields, "format"})
"""Settings that a container hands on."""
