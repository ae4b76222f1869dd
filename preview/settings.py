"""Django settings of the preview host: one folder of data, no services to install.

Environment:
    PREVIEW_DATA: Where the database, the key and the mail outbox live (default: ``.preview``).
    PREVIEW_DATABASES: A JSON object that replaces DATABASES, for trials on another database.
    PREVIEW_COURSES: More course folders, separated as in PATH.
"""

import json
import logging
import os
import secrets
from pathlib import Path
from typing import Any

import django
import django.conf.global_settings
from django.utils.translation import gettext_lazy as _

from preview import plugins

BASE_DIR = Path(__file__).resolve().parent.parent
PREVIEW_DATA = Path(os.environ.get("PREVIEW_DATA", BASE_DIR / ".preview"))
PREVIEW_DATA.mkdir(parents=True, exist_ok=True)

PREVIEW_COURSE_DIRS = [
    BASE_DIR / "course_exports",
    *(Path(each) for each in os.environ.get("PREVIEW_COURSES", "").split(os.pathsep) if each),
]
"""Course exports, or folders of them."""
PREVIEW_STRICT = False
"""True: a block that fails takes its unit down, as in the LMS. False: a box says what failed."""
PREVIEW_COMPLETE_BY_VIEWING_MS = 5000


def _secret_key(file: Path) -> str:
    """The key of this data folder, made at the first start by whichever process is first."""
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()


SECRET_KEY = _secret_key(PREVIEW_DATA / "secret_key")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

INSTALLED_APPS = [
    "preview",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *plugins.app_config_paths(),
]
if plugins.is_importable("xblocks_contrib"):
    # The templates of the standard problems; the standard video looks for its files in edxval's tables.
    INSTALLED_APPS += [*plugins.app_config_paths("xblocks-contrib"), "edxval"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "crum.CurrentRequestUserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "preview.urls"
WSGI_APPLICATION = "preview.wsgi.application"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _sqlite() -> dict:
    """SQLite that lets a page be read while another is written."""
    options: dict[str, Any] = {"timeout": 20}
    if django.VERSION >= (5, 1):
        # A write transaction takes its lock at its start: waiting helps then, a later upgrade fails at once.
        options["transaction_mode"] = "IMMEDIATE"
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": PREVIEW_DATA / "preview.sqlite3",
        "OPTIONS": options,
    }


DATABASES = json.loads(os.environ.get("PREVIEW_DATABASES", "null")) or {"default": _sqlite()}
if DATABASES["default"]["ENGINE"].endswith("mysql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("charset", "utf8mb4")
    DATABASES["default"]["OPTIONS"].setdefault("isolation_level", "read committed")
    if plugins.is_importable("pymysql"):
        import pymysql

        pymysql.install_as_MySQLdb()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = PREVIEW_DATA / "outbox"
DEFAULT_FROM_EMAIL = "courses@example.org"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("ar", _("Arabic"))]

STATIC_URL = "/static/"
STATIC_ROOT = PREVIEW_DATA / "static"


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a log line says anything: XBlock warns of every url_name that it reads."""
    return "does not contain field" not in str(record.msg)


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": _is_news}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["news"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# What the LMS has in its settings and blocks read there.
XBLOCK_SETTINGS: dict = {}
FEATURES: dict = {}
LMS_BASE = "127.0.0.1:8000"
LMS_ROOT_URL = f"http://{LMS_BASE}"
ALL_LANGUAGES = [(code, str(name)) for code, name in django.conf.global_settings.LANGUAGES]
LANGUAGE_DICT = dict(ALL_LANGUAGES)
YOUTUBE_API_KEY = None
YOUTUBE = {
    "API": "https://www.youtube.com/iframe_api",
    "TEST_TIMEOUT": 1500,
    "METADATA_URL": "",
    "IMAGE_API": "https://img.youtube.com/vi/{youtube_id}/0.jpg",
}
VIDEO_CDN_URL: dict = {}
VIDEO_IMAGE_SETTINGS: dict = {}
VIDEO_TRANSCRIPTS_SETTINGS: dict = {}
TRANSCRIPT_LANG_CACHE_TIMEOUT = 3600
AI_TRANSLATIONS_API_URL = ""
COMPLETION_VIDEO_COMPLETE_PERCENTAGE = 0.95
CODE_JAIL: dict = {}

BIZMOOC = {"PLATFORM": "preview.platform.PreviewPlatform", "RUN_TASKS": "inline"}
plugins.configure(globals())
