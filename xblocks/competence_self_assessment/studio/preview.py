"""The block as it would be with what is in the editor: drawn by its own pages, in memory, for sample people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.field_data import DictFieldData
from xblock.fields import ScopeIds
from xblock.runtime import MemoryIdManager, Runtime

from bizmooc.hosting.participant import Participant
from bizmooc.web.render import render
from competence_self_assessment import analytics
from competence_self_assessment.pages import profile_page
from competence_self_assessment.studio.sample import Sample, sample

NOBODY = Participant(
    anonymous_id="",
    user_id=None,
    is_authenticated=False,
    is_staff=False,
    is_course_team=False,
    is_masquerading=False,
    in_studio=True,
    can_author=False,
)


class _NoHost(Runtime):
    """A host without addresses, events and services, but for the fields of one block."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        ids = MemoryIdManager()
        super().__init__(ids, id_generator=ids)
        self._fields = DictFieldData(dict(values))

    def handler_url(self, *args: Any, **kwargs: Any) -> str:
        """See Runtime."""
        return "#"

    def resource_url(self, resource: str) -> str:
        """See Runtime."""
        return ""

    def local_resource_url(self, block: Any, uri: str) -> str:
        """See Runtime."""
        return ""

    def publish(self, block: Any, event_type: str, event_data: Any) -> None:
        """See Runtime."""

    def service(self, block: Any, service_name: str) -> Any:
        """See Runtime."""
        return self._fields if service_name == "field-data" else None


def preview_html(block_class: type[XBlock], usage_key: UsageKey, values: Mapping[str, Any]) -> str:
    """Return the questions, a profile and the course team's figures.

    Args:
        block_class: of the block.
        usage_key: of the block; what is drawn has a name of its own, so that no id stands twice on the page.
        values: checked settings.
    """
    usage = usage_key.course_key.make_usage_key(usage_key.block_type, f"{usage_key.block_id}_sample")
    keys = ScopeIds(None, usage_key.block_type, usage, usage)
    block: Any = block_class(_NoHost(values), scope_ids=keys)
    people = sample(block.require_framework(), block.occasion, block.threshold)
    context = {
        "questions": mark_safe(block.author_view().content),  # noqa: S308 - our own templates
        "profile": mark_safe(_profile(block, people)),  # noqa: S308
        "figures": mark_safe(analytics.drawn(block, people.figures)),  # noqa: S308
        "people": people.people,
    }
    return render("competence_self_assessment/editor/preview.html", context)


def _profile(block: Any, people: Sample) -> str:
    (figures,) = people.figures.versions
    return profile_page.drawn(block, NOBODY, people.rounds[-1], people.rounds, figures, may_repeat=False)
