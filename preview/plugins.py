"""Our own Django apps as the LMS would take them in: by entry point and ``plugin_app``.

The blocks are plugins. The host therefore lists none of them by name: what the installed distribution
declares under ``lms.djangoapp`` is installed, configured and mounted, as in Open edX.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.urls import URLResolver, include, re_path
from django.utils.module_loading import import_string

DISTRIBUTION = "bizmooc-xblocks"
PROJECT = "lms.djangoapp"
STAGES = ("common", "production")
"""The settings functions that a production LMS calls, in its order."""


@cache
def app_config_paths(distribution: str = DISTRIBUTION) -> tuple[str, ...]:
    """The dotted paths of a distribution's AppConfig classes, as INSTALLED_APPS wants them.

    Empty when the distribution is not installed.
    """
    try:
        entry_points = metadata.distribution(distribution).entry_points.select(group=PROJECT)
    except metadata.PackageNotFoundError:
        return ()
    return tuple(entry.value.replace(":", ".") for entry in entry_points)


def configure(settings: MutableMapping[str, Any]) -> None:
    """Let every plugin adjust the settings, as the LMS does at its start.

    Args:
        settings: The namespace of the settings module: its ``globals()``.
    """
    view = _SettingsView(settings)
    for stage in STAGES:
        for app, declared in _declared("settings_config"):
            if stage in declared:
                module = f"{app.name}.{declared[stage]['relative_path']}"
                import_module(module).plugin_settings(view)


def urlpatterns() -> list[URLResolver]:
    """The URLs of every plugin, to append to the root URLs."""
    patterns = []
    for app, declared in _declared("url_config"):
        module = f"{app.name}.{declared.get('relative_path', 'urls')}"
        namespace = declared.get("namespace", app.name)
        target = include((module, declared.get("app_name")), namespace) if namespace else include(module)
        patterns.append(re_path(declared.get("regex", ""), target))
    return patterns


def _declared(section: str) -> Iterator[tuple[type[AppConfig], Mapping[str, Any]]]:
    """Each app's ``plugin_app`` entry of one section, for the LMS."""
    for path in app_config_paths():
        app = import_string(path)
        declared = getattr(app, "plugin_app", {}).get(section, {}).get(PROJECT)
        if declared:
            yield app, declared


def is_importable(module: str) -> bool:
    """Whether a top-level module of an optional distribution is installed."""
    return find_spec(module) is not None


class _SettingsView:
    """The settings namespace with attribute access, which plugins expect."""

    def __init__(self, namespace: MutableMapping[str, Any]) -> None:
        self.__dict__ = namespace  # type: ignore[assignment]
