"""Make the demo accounts and enrol them in every course."""

from typing import Any

from django.core.management.base import BaseCommand

from preview.accounts import ACCOUNTS, ensure_accounts
from preview.olx import courses


class Command(BaseCommand):
    """``python -m preview preview_accounts``: harmless to repeat."""

    help = "Make the demo accounts and enrol them in every course this host can play."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write what was made, one account a line."""
        found = courses()
        ensure_accounts(course.key for course in found)
        for account in ACCOUNTS:
            self.stdout.write(f"{account.username}: {account.part}")
        self.stdout.write(f"{len(ACCOUNTS)} accounts in {len(found)} courses.")
