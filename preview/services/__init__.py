"""What blocks can ask their runtime for, window by window, under Open edX's names.

A service that a window lacks there is absent here too: a block that needs it fails here first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preview.services.completion import CompletionService
from preview.services.host import CacheService, DiscussionConfigService, SandboxService, SettingsService, XqueueService
from preview.services.i18n import I18nService
from preview.services.learners import (
    EnrollmentsService,
    GradeUtilsService,
    UserStateService,
    UserTagsService,
)
from preview.services.partitions import PartitionService
from preview.services.publish import PublishService
from preview.services.studio import StudioPermissionsService
from preview.services.urls import ReplaceUrlService
from preview.services.user import UserService

if TYPE_CHECKING:
    from preview.runtime.seat import Seat


def services_for(seat: Seat) -> dict[str, Any]:
    """The services of one seat, by name."""
    services: dict[str, Any] = {
        "user": UserService(seat),
        "i18n": I18nService,
        "settings": SettingsService(),
        "replace_urls": ReplaceUrlService(seat.course),
        "cache": CacheService(),
        "sandbox": SandboxService(),
        "partitions": PartitionService(seat),
        # Newer releases have these two: the standard problem and discussion insist on them.
        "xqueue": XqueueService(),
        "discussion_config_service": DiscussionConfigService(),
    }
    if seat.mode.is_studio:
        services["studio_user_permissions"] = StudioPermissionsService(seat)
        return services
    return services | {
        "publish": PublishService(seat),
        "completion": CompletionService(seat) if seat.user.is_authenticated else None,
        "user_state": UserStateService(),
        "enrollments": EnrollmentsService(),
        "grade_utils": GradeUtilsService(),
        "user_tags": UserTagsService(seat),
    }
