"""Says whether every model change has its migration: ``python -m tests.support.migrations``."""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> int:
    """Run Django's own check on the preview host, with a data folder of its own.

    Returns:
        The exit code: 1 where a migration is missing.
    """
    with tempfile.TemporaryDirectory(prefix="bizmooc-") as folder:
        os.environ.update(PREVIEW_DATA=folder, DJANGO_SETTINGS_MODULE="preview.settings")
        import django
        from django.core.management import call_command

        from preview.plugins import app_config_paths

        django.setup()
        # The apps of other distributions are not ours to migrate.
        labels = {path.split(".")[0] for path in app_config_paths()} | {"preview"}
        try:
            call_command("makemigrations", *sorted(labels), "--check", "--dry-run")
        except SystemExit as missing:
            return int(missing.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
