"""Delete what is kept for a while only."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bizmooc.background.schedule import forget
from bizmooc.models import AccessLog, BackgroundTask, WriteReceipt


class Command(BaseCommand):
    """Delete old write receipts (no page retries a request for so long), reports, and entries of the access log."""

    help = "Deletes old write receipts, reports and entries of the access log. Run it from cron, daily."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the ages in days."""
        parser.add_argument("--days", type=int, default=30, help="Age of write receipts.")
        parser.add_argument("--report-days", type=int, default=7, help="Age of exports and other long work.")
        parser.add_argument("--access-days", type=int, default=400, help="Age of entries on who was shown names.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete and say how many."""
        receipts, _ = WriteReceipt.objects.filter(created_at__lt=_ago(options["days"])).delete()
        tasks = forget(BackgroundTask.objects.filter(created_at__lt=_ago(options["report_days"])))
        entries, _ = AccessLog.objects.filter(created_at__lt=_ago(options["access_days"])).delete()
        self.stdout.write(f"{receipts} receipts deleted")
        self.stdout.write(f"{tasks} reports and other tasks deleted")
        self.stdout.write(f"{entries} entries of the access log deleted")


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
