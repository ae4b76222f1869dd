"""Django management commands of the preview host: ``python -m preview migrate``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command with the preview host's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preview.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
