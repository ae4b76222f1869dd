"""The demo: one command from an empty folder to courses with learners in them, served on this machine."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from preview import accounts, journey, journey_in_team, journey_on_board, olx, seeding
from preview.seeding import idea_board, team_exercise


class Command(BaseCommand):
    """``python -m preview demo``: migrate, load, seed, say where to click, serve. A second start keeps the data."""

    help = "Sets up the demo in the data folder and serves it on 127.0.0.1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --port, --check, --no-serve and --learners."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--check", action="store_true", help="Walk the journey instead of serving, then exit.")
        parser.add_argument("--no-serve", action="store_true", help="Set up only.")
        parser.add_argument("--learners", type=int, default=seeding.LEARNERS, help="How many to seed in a course.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps."""
        began = time.monotonic()
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0)
        courses = olx.courses()
        if not courses:
            raise CommandError(f"No course found in {', '.join(map(str, settings.PREVIEW_COURSE_DIRS))}.")
        accounts.ensure_accounts(course.key for course in courses)
        self.stdout.write("Seeding learners (once) ...")
        added = seeding.seed(courses, options["learners"])
        self.stdout.write(f"{len(courses)} courses, {added} learners added, {time.monotonic() - began:.0f} s.")
        if options["check"]:
            self._check(courses)
        elif not options["no_serve"]:
            self._serve(options["port"])

    def _check(self, courses: tuple[olx.Course, ...]) -> None:
        for course in filter(seeding.has_our_blocks, courses):
            self.stdout.write(course.title)
            try:
                journey.walk(course, self._say)
                for node in idea_board.nodes(course):
                    journey_on_board.walk_board(course, node, self._say)
                for node in team_exercise.nodes(course):
                    journey_in_team.walk_exercise(course, node, self._say)
            except journey.JourneyError as error:
                raise CommandError(f"{course.title}: {error}") from error
        self.stdout.write(self.style.SUCCESS("The demo works."))

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")

    def _serve(self, port: int) -> None:
        self.stdout.write(f"\nOpen http://127.0.0.1:{port}/ and choose an account; no password is needed:\n")
        for account in accounts.ACCOUNTS:
            self.stdout.write(f"  {account.username:6} {account.first_name} {account.last_name}: {account.part}")
        self.stdout.write(f"\nKept in {settings.PREVIEW_DATA}; `make demo-reset` forgets it. Stop with Ctrl+C.\n")
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
