"""What Celery finds: it looks for a module of this name in every app. Only hosts that have Celery import it."""

from celery import shared_task

from bizmooc.background.run import run


@shared_task(ignore_result=True)
def run_task(token: str) -> None:
    """Carry out a background task."""
    run(token)
