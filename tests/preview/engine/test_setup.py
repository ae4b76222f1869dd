"""The host's settings, and the plugins it takes in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import clear_url_caches

from preview import plugins
from preview.settings import _secret_key

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def one_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ("tests.preview.engine.pluggable.PluggableConfig",)
    monkeypatch.setattr(plugins, "app_config_paths", lambda: paths)


def test_our_apps_are_installed_as_the_distribution_declares() -> None:
    assert "bizmooc.apps.BizmoocConfig" in plugins.app_config_paths()
    assert set(plugins.app_config_paths()) <= set(settings.INSTALLED_APPS)
    assert plugins.app_config_paths("no-such-distribution") == ()


def test_plugins_adjust_the_settings_in_the_lms_order(one_plugin: None) -> None:
    namespace: dict[str, object] = {}
    plugins.configure(namespace)
    assert namespace["PLUGGED"] == ["common", "production"]


def test_plugins_bring_urls(one_plugin: None) -> None:
    [pattern] = plugins.urlpatterns()
    assert pattern.namespace == "plug"
    assert pattern.resolve("plug/hello/").url_name == "hello"
    clear_url_caches()


def test_the_key_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    key = _secret_key(file)
    assert len(key) > 40
    assert _secret_key(file) == key
    assert file.stat().st_mode & 0o077 == 0


def loaded(folder: Path, **environment: str) -> dict:
    """What the settings are in a process of its own."""
    program = (
        "import json, django; from django.conf import settings as s; django.setup();"
        "print(json.dumps([s.DATABASES['default'], [str(p) for p in s.PREVIEW_COURSE_DIRS]], default=str))"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREVIEW_")}
    environment = {**clean, "DJANGO_SETTINGS_MODULE": "preview.settings", "PREVIEW_DATA": str(folder), **environment}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    database, courses = json.loads(done.stdout)
    return {"database": database, "courses": courses}


def test_data_and_courses_are_where_the_environment_says(tmp_path: Path) -> None:
    found = loaded(tmp_path / "data", PREVIEW_COURSES=f"/a{os.pathsep}/b")
    assert found["database"]["NAME"] == str(tmp_path / "data" / "preview.sqlite3")
    assert found["courses"] == [str(ROOT / "course_exports"), "/a", "/b"]


def test_another_database_replaces_sqlite(tmp_path: Path) -> None:
    mysql = {"default": {"ENGINE": "django.db.backends.mysql", "NAME": "x"}}
    database = loaded(tmp_path, PREVIEW_DATABASES=json.dumps(mysql))["database"]
    assert database["NAME"] == "x"
    assert database["OPTIONS"] == {"charset": "utf8mb4", "isolation_level": "read committed"}
