"""An app as a plugin would bring it."""

from django.apps import AppConfig


class PluggableConfig(AppConfig):
    name = "tests.preview.engine.pluggable"
    plugin_app = {
        "url_config": {"lms.djangoapp": {"namespace": "plug", "regex": r"^plug/", "relative_path": "urls"}},
        "settings_config": {
            "lms.djangoapp": {
                "production": {"relative_path": "settings_production"},
                "common": {"relative_path": "settings_common"},
            },
            "cms.djangoapp": {"common": {"relative_path": "not_there"}},
        },
    }
