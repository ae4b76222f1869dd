"""Services that are the same for everybody: settings, cache, and what the standard problem insists on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from opaque_keys.edx.keys import CourseKey
from xblock.core import XBlock


class SettingsService:
    """The operator's settings for a block type, from XBLOCK_SETTINGS."""

    def get_settings_bucket(self, block: XBlock, default: dict[str, Any] | None = None) -> dict[str, Any]:
        """The settings under the block's key, or under its class's name."""
        if not block:
            raise ValueError(f"Expected XBlock instance, got {block!r}")
        name = getattr(block, "block_settings_key", None) or type(block).unmixed_class.__name__
        return settings.XBLOCK_SETTINGS.get(name, default or {})


class CacheService:
    """Django's cache, with the two calls that Open edX offers."""

    def get(self, key: str, default: Any = None) -> Any:
        """A value that was kept, or the default."""
        return cache.get(key, default)

    def set(self, key: str, value: Any, timeout: int | None = None) -> None:
        """Keep a value, for ever unless told."""
        cache.set(key, value, timeout)


class SandboxService:
    """Says that authors' Python code is not run here: the preview has no sandbox."""

    def can_execute_unsafe_code(self) -> bool:
        """Never."""
        return False

    def get_python_lib_zip(self) -> None:
        """The preview runs no code of a course."""
        return None


class XqueueService:
    """An external grader that is not set up."""

    interface = None
    waittime = 0
    default_queuename = ""

    def construct_callback(self, dispatch: str = "score_update") -> str:
        """Nobody will call back."""
        return ""


class DiscussionConfigService:
    """Says that there is no forum here; the standard discussion block then shows nothing."""

    is_discussion_enabled = False

    def is_discussion_visible(self, _course_key: CourseKey) -> bool:
        """Never."""
        return False

    def has_permission(self, _user: Any, _permission: str, _course_key: CourseKey) -> bool:
        """Nobody can write where nothing is."""
        return False
