"""What the peers expect of a host and the preview does not have.

An LMS hands blocks their runtime under an older name as well, has a service for files, and a field more in its
course. None of it costs time here; nothing of what the peers do themselves is changed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.apps import apps
from xblock.core import XBlock
from xblock.plugin import PluginMissingError
from xblock.reference.plugins import FSService

from preview.blocks.containers import CourseBlock
from preview.runtime import runtime
from preview.services.user import UserService

# Block types, and the app without which their code cannot be loaded.
_OLDER = {"recommender": "djpyfs", "openassessment": "openassessment"}


class _OlderRuntime:
    """The LMS's runtime as older blocks know it."""

    def __init__(self, block: XBlock) -> None:
        # Not asked of the runtime: a block must declare what it asks for.
        service = UserService(block.runtime.seat)
        attributes = service.get_current_user().opt_attrs
        self.get_real_user = service.get_user_by_anonymous_id
        self.course_id = block.scope_ids.usage_id.context_key
        self.anonymous_student_id = attributes["edx-platform.anonymous_user_id"]
        self.user_is_staff = attributes["edx-platform.user_is_staff"]


def make_room() -> None:
    """Give the preview what it lacks for those that are installed."""
    for block_type, app in _OLDER.items():
        with suppress(PluginMissingError):
            if apps.is_installed(app):
                XBlock.load_class(block_type).xmodule_runtime = property(_OlderRuntime)
    services_for = runtime.services_for

    def with_files(seat: Any) -> dict[str, Any]:
        return {**services_for(seat), "fs": FSService()}

    runtime.services_for = with_files
    CourseBlock.force_on_flexible_peer_openassessments = False
