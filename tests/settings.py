"""Django settings of the tests: the preview host, strict, on a database in memory and a folder of its own.

PREVIEW_DATABASES chooses another database; ``python -m tests.support.mariadb -- pytest`` sets it.
"""

import atexit
import os
import shutil
import tempfile

# Before the import, which makes the folder: a test never touches the data of the demo.
_FOLDER = tempfile.mkdtemp(prefix="bizmooc-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["PREVIEW_DATA"] = _FOLDER

from preview.settings import *  # noqa: E402, F403
from preview.settings import DATABASES, INSTALLED_APPS, plugins  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

PREVIEW_STRICT = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if plugins.is_importable("workbench"):
    # The second host of the contract tests.
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin", "workbench", "sample_xblocks.basic"]
    WORKBENCH = {"reset_state_on_restart": False, "services": {}}
