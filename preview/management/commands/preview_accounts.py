"""Make the demo accounts and enrol them in every course."""

from typing import Any

from django.core.management.base import BaseCommand

from preview import accounts, olx


class Command(BaseCommand):
    """``python -m preview preview_accounts``: harmless to repeat."""

    help = "Make the demo accounts and enrol them in every course this host can play."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write what was made, one account a line."""
        courses = olx.courses()
        accounts.ensure_accounts(course.key for course in courses)
        for account in accounts.ACCOUNTS:
            self.stdout.write(f"{account.username}: {account.part}")
        self.stdout.write(f"{len(accounts.ACCOUNTS)} accounts in {len(courses)} courses.")
