"""Delete what is kept for a short while only."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from bizmooc.models import WriteReceipt


class Command(BaseCommand):
    """Delete old write receipts: no page retries a request for longer than its browser copy is kept."""

    help = "Deletes write receipts older than --days (default 30). Run it from cron, weekly."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --days."""
        parser.add_argument("--days", type=int, default=30)

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete and say how many."""
        before = timezone.now() - timedelta(days=options["days"])
        deleted, _ = WriteReceipt.objects.filter(created_at__lt=before).delete()
        self.stdout.write(f"{deleted} receipts deleted")
