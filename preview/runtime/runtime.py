"""The runtime that blocks see: one class for every window, as in Open edX; the seat makes the difference."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from fs.memoryfs import MemoryFS
from fs.osfs import OSFS
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchUsage
from xblock.field_data import FieldData
from xblock.fields import ScopeIds
from xblock.runtime import Runtime

from preview.blocks.containers import Placeholder
from preview.blocks.mixins import MIXINS
from preview.blocks.types import class_or_placeholder
from preview.olx import BlockNotFound, Course, Node
from preview.olx.parsing import KeyIds
from preview.runtime.authored import AuthoredFieldData, field_data, learner_store
from preview.runtime.seat import Mode, Seat
from preview.runtime.stores import DatabaseStore
from preview.runtime.urls import handler_path
from preview.runtime.wrapping import finish
from preview.services import services_for


class DeprecatedNames:
    """Attributes that old blocks still read off the runtime. Open edX warns of them; the workbench lacks them."""

    seat: Seat
    _services: dict[str, Any]

    def _deprecated(self, name: str) -> None:
        warnings.warn(f"runtime.{name} is deprecated; use a service or the usage key.", DeprecationWarning, 3)

    @property
    def anonymous_student_id(self) -> str | None:
        """The id that the user service gives."""
        self._deprecated("anonymous_student_id")
        return self._opt_attr("anonymous_user_id")

    @property
    def user_is_staff(self) -> bool | None:
        """The flag that the user service gives."""
        self._deprecated("user_is_staff")
        return self._opt_attr("user_is_staff")

    @property
    def course_id(self) -> CourseKey:
        """The course run."""
        self._deprecated("course_id")
        return self.seat.course.key

    def _opt_attr(self, name: str) -> Any:
        return self._services["user"].get_current_user().opt_attrs.get(f"edx-platform.{name}")


class PreviewRuntime(DeprecatedNames, Runtime):
    """Makes blocks of the course's nodes and gives them what they have in one window of Open edX.

    Attributes:
        seat: Who sits there, and in which window.
    """

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.authored = AuthoredFieldData(seat.course, with_drafts=seat.mode.is_studio)
        self._store = learner_store(seat)
        self._field_data: dict[type[XBlock], FieldData] = {}
        ids = KeyIds(seat.course.key)
        super().__init__(ids, ids, mixins=MIXINS, services=services_for(seat))

    # Blocks

    def get_block(self, usage_id: UsageKey, for_parent: XBlock | None = None) -> XBlock:
        """The block with this key, bound to the person of this seat.

        Raises:
            NoSuchUsage: the course has no such block.
        """
        try:
            return self.block_of(self.seat.course.node(usage_id), for_parent)
        except BlockNotFound as error:
            raise NoSuchUsage(str(usage_id)) from error

    def block_of(self, node: Node, for_parent: XBlock | None = None) -> XBlock:
        """The block of a node, bound to the person of this seat."""
        cls = Placeholder if node.problem else class_or_placeholder(node.block_type)
        ids = ScopeIds(self.seat.user.pk, node.block_type, node.usage_key, node.usage_key)
        return self.construct_xblock_from_class(cls, ids, for_parent=for_parent)

    def prefetch(self, nodes: Iterable[Node]) -> None:
        """Read all that these blocks will need in two queries."""
        nodes = list(nodes)
        self.authored.prefetch(nodes)
        if isinstance(self._store, DatabaseStore):
            self._store.prefetch(self.seat.user.pk, [node.usage_key for node in nodes])

    def shows(self, block: XBlock) -> bool:
        """Whether a child is there for this person."""
        return self.seat.may_see(self.seat.course.node(block.scope_ids.usage_id))

    # Services

    def service(self, block: XBlock, service_name: str) -> Any:
        """See Runtime. A service that is a class is made for the block that asks, as in Open edX."""
        if service_name == "field-data":
            return self._field_data_of(type(block))
        service = super().service(block, service_name)
        return service(block) if callable(service) else service

    def _field_data_of(self, cls: type[XBlock]) -> FieldData:
        """Blocks ask for it at every field they read."""
        if cls not in self._field_data:
            self._field_data[cls] = field_data(self.seat, self.authored, self._store, cls)
        return self._field_data[cls]

    def publish(self, block: XBlock, event_type: str, event_data: dict[str, Any]) -> None:
        """See Runtime. In Studio nothing happens, without a word."""
        service = self._services.get("publish")
        if service:
            service.publish(block, event_type, event_data)

    # URLs

    def handler_url(
        self, block: XBlock, handler_name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        """See Runtime.

        Raises:
            ValueError: the block has nothing of this name.
            NotImplementedError: Studio has no handlers for third parties.
        """
        if not hasattr(type(block), handler_name):
            raise ValueError(f"{handler_name!r} is not a function name")
        return handler_path(self.seat, block.scope_ids.usage_id, handler_name, suffix, query, thirdparty)

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        """See Runtime."""
        return f"/xblock/resource/{block.scope_ids.block_type}/{uri}"

    def resource_url(self, resource: str) -> str:
        """See Runtime."""
        return staticfiles_storage.url(resource)

    # Views

    def wrap_xblock(self, block: XBlock, view: str, frag: Fragment, context: dict | None) -> Fragment:
        """See Runtime: what Open edX puts around every view."""
        return finish(self, block, view, frag)

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        """The preview has no asides."""
        return []

    # What else the classic blocks look for

    @property
    def is_author_mode(self) -> bool:
        """True in Studio's preview only, not in its editor."""
        return self.seat.mode is Mode.STUDIO_PREVIEW

    @property
    def request(self) -> HttpRequest:
        """The request that is answered."""
        return self.seat.request

    @property
    def course(self) -> Course:
        """The course that is open."""
        return self.seat.course

    @property
    def modulestore(self) -> CourseStore:
        """Where the classic LTI block finds its course."""
        return CourseStore(self)

    @cached_property
    def resources_fs(self) -> OSFS:
        """The course folder."""
        return OSFS(str(self.seat.course.path))

    @cached_property
    def export_fs(self) -> MemoryFS:
        """Where the classic blocks put the files of their own definition when they are exported."""
        return MemoryFS()


class CourseStore:
    """As much of Open edX's store of courses as the classic blocks use."""

    def __init__(self, runtime: PreviewRuntime) -> None:
        self._runtime = runtime

    def get_course(self, course_key: CourseKey) -> XBlock | None:
        """The course that is open; no other can be had."""
        course = self._runtime.seat.course
        return self._runtime.block_of(course.root) if course_key == course.key else None
