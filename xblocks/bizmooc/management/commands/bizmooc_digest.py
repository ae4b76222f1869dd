"""Send the digests that are due."""

from typing import Any

from django.core.management.base import BaseCommand

from bizmooc.digest.sending import send_digests


class Command(BaseCommand):
    """From cron, every hour or so: nobody gets more than one mail a day and course, however often it runs."""

    help = "Tells learners by mail what is new for them. Run it from cron, hourly, or let Celery run the task."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send and say how many."""
        self.stdout.write(f"{send_digests()} digests sent")
