"""Write what the clock has ended, and send the digests that are due."""

from typing import Any

from django.core.management.base import BaseCommand

from bizmooc.lifecycle.upkeep import catch_up_and_tell


class Command(BaseCommand):
    """From cron, every hour or so: nobody gets more than one mail a day and course, however often it runs."""

    help = (
        "Writes down what the clock has ended in teams, and tells learners by mail what is new for them. "
        "Run it from cron, hourly, or let Celery run the task."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, send, and say how many."""
        written, sent = catch_up_and_tell()
        self.stdout.write(f"{written} teams brought up to date, {sent} digests sent")
