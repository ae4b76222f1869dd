"""Django settings of the benchmarks: the preview host on a database file of its own, with the peers' apps.

PREVIEW_DATABASES chooses another database; ``python -m tests.support.mariadb -- python -m benchmarks`` sets it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the import, which makes the folder: a benchmark never touches the data of the demo.
_FOLDER = tempfile.mkdtemp(prefix="bizmooc-bench-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["PREVIEW_DATA"] = _FOLDER

from preview.settings import *  # noqa: E402, F403
from preview.settings import DATABASES, INSTALLED_APPS, plugins  # noqa: E402

BENCHMARK_DATA = Path(_FOLDER)
# A view that fails is no view that was measured.
PREVIEW_STRICT = True
BIZMOOC = {"PLATFORM": "preview.platform.PreviewPlatform", "RAISE_VIEW_ERRORS": True}  # type: ignore[dict-item]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in the preview: one in memory would read faster than any server.
    DATABASES["default"]["TEST"] = {"NAME": str(BENCHMARK_DATA / "benchmark.sqlite3")}

# Problem Builder imports the workbench, whose models want to be installed; ORA2 is several apps.
_PEERS = ("submissions", "problem_builder", "workbench", "djpyfs")
_ORA2 = ("", ".assessment", ".workflow", ".staffgrader", ".xblock")
INSTALLED_APPS = [
    *INSTALLED_APPS,
    *(app for app in _PEERS if plugins.is_importable(app)),
    *(f"openassessment{app}" for app in _ORA2 if plugins.is_importable("openassessment")),
    "benchmarks",
]

# ORA2 misses a table of the LMS when it prepares reminders, says so at length, and goes on.
_QUIET = {"openassessment": {"level": "CRITICAL"}}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "ERROR"}, "loggers": _QUIET}
