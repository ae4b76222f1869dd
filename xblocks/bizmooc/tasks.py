"""What Celery finds: it looks for a module of this name in every app. Only hosts that have Celery import it."""

from celery import shared_task

from bizmooc.background.run import run
from bizmooc.lifecycle import upkeep


@shared_task(ignore_result=True)
def run_task(token: str) -> None:
    """Carry out a background task."""
    run(token)


@shared_task(ignore_result=True)
def send_digests() -> None:
    """Do what the command bizmooc_digest does: for an operator's beat schedule, in place of cron."""
    upkeep.catch_up_and_tell()
