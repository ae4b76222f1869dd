"""What authors change: drafts, and publishing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from lxml import etree
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock

from preview.models import AuthoredBlock
from preview.olx import Course, Node
from preview.runtime import Mode, PreviewRuntime, seat_without_request


def save_draft(block: XBlock, user: Any) -> None:
    """Write a block as Studio's editor does after every call: all of it, changed or not."""
    usage_key = block.scope_ids.usage_id
    AuthoredBlock.objects.update_or_create(
        usage_key=str(usage_key),
        defaults={
            "course_key": str(usage_key.context_key),
            "draft": block.runtime.authored.values(usage_key),
            "modified_by": user,
        },
    )


def draft_units(course: Course) -> set[UsageKey]:
    """The units that differ from what learners see."""
    rows = AuthoredBlock.objects.filter(course_key=str(course.key), draft__isnull=False)
    drafts = set(rows.values_list("usage_key", flat=True))
    return {unit.usage_key for unit in course.units if drafts.intersection(_keys(course, unit))}


def has_draft(course: Course, unit: Node) -> bool:
    """Whether a unit differs from what learners see."""
    return _drafts(course, unit).exists()


@transaction.atomic
def publish(course: Course, unit: Node, user: Any) -> int:
    """Show learners what authors have now.

    Returns:
        How many blocks of the unit changed.
    """
    return _drafts(course, unit).update(published=F("draft"), draft=None, modified_by=user)


@transaction.atomic
def discard(course: Course, unit: Node) -> int:
    """Go back to what learners see.

    Returns:
        How many blocks of the unit changed back.
    """
    count = _drafts(course, unit).update(draft=None)
    AuthoredBlock.objects.filter(usage_key__in=_keys(course, unit), draft__isnull=True, published__isnull=True).delete()
    return count


def block_olx(course: Course, node: Node, draft: bool = True) -> str:
    """A block as authors have it now (or as learners do), written as OLX by its own class.

    The classic blocks write a file of their own and only point to it; then the file is the answer.
    """
    mode = Mode.STUDIO_EDITOR if draft else Mode.LMS
    runtime = PreviewRuntime(seat_without_request(course, AnonymousUser(), mode))
    element = etree.Element("unknown")
    runtime.block_of(node).add_xml_to_node(element)
    definition = f"{node.block_type}/{node.usage_key.block_id}.xml"
    if runtime.export_fs.exists(definition):
        return runtime.export_fs.readtext(definition)
    if not element.get("url_name"):
        element.set("url_name", node.usage_key.block_id)
    return etree.tostring(element, encoding="unicode", pretty_print=True)


def _drafts(course: Course, unit: Node) -> Any:
    return AuthoredBlock.objects.filter(usage_key__in=_keys(course, unit), draft__isnull=False)


def _keys(course: Course, unit: Node) -> Iterable[str]:
    return [str(node.usage_key) for node in course.walk(unit)]
