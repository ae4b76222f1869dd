"""Carry out the background tasks that wait."""

from typing import Any

from django.core.management.base import BaseCommand

from bizmooc.background.run import run
from bizmooc.models import BackgroundTask


class Command(BaseCommand):
    """For hosts without Celery, from cron, every minute or so; several may run beside each other."""

    help = "Carries out the background tasks that wait: large exports, reminders. Only needed without Celery."

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out the oldest first; the first that fails ends the command, the next run goes on after it."""
        waiting = BackgroundTask.objects.filter(state=BackgroundTask.State.WAITING)
        for token in waiting.order_by("created_at").values_list("token", flat=True):
            run(token)
