"""The server's side of the trials: makes people who are signed in, and says what is in the tables.

Called inside the server's own environment, through ``PreviewServer.run``; every function prints one line of JSON.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils import timezone

from bizmooc.lifecycle import erasure
from bizmooc.models import WriteReceipt
from competence_self_assessment.models import Draft, Participation, Plan, Round, RoundStatistics, StageCount
from competence_self_assessment.services.recount import recount
from creativity_team_exercise.models import Entry, ResultVersion, Team
from creativity_team_exercise.models import Member as TeamMember
from creativity_team_exercise.services import held as holding
from creativity_team_exercise.services.recount import recount as recount_exercises
from peer_idea_board.models import Feedback, Idea, KeptCount, Member, Turn, Vote
from peer_idea_board.services.recount import recount as recount_boards
from preview.models import Enrollment

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def enrol(count: int, course_key: str) -> None:
    """Make learners of a course who are signed in, and print the keys of their sessions."""
    user_model = get_user_model()
    with transaction.atomic():
        names = [f"pupil-{number:03d}" for number in range(count)]
        user_model.objects.bulk_create(user_model(username=name, password="!") for name in names)
        users = list(user_model.objects.filter(username__in=names).order_by("username"))
        Enrollment.objects.bulk_create(Enrollment(user=user, course_key=course_key) for user in users)
        print(json.dumps([_signed_in(user) for user in users]))


def _signed_in(user: Any) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def recount_often(seconds: float) -> None:
    """Correct the kept figures over and over, and print how many were wrong each time."""
    until, corrected = time.monotonic() + seconds, []
    while time.monotonic() < until:
        corrected.append(recount())
    print(json.dumps(corrected))


def erase_often(usage_key: str, seconds: float) -> None:
    """Erase learners of a block soon after they hand in, each twice at once, and print how many."""
    until, erased = time.monotonic() + seconds, 0

    def erase(participant: str) -> None:
        erasure.reset("competence_self_assessment", usage_key, participant)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        while time.monotonic() < until:
            found = Participation.objects.filter(usage_key=usage_key).order_by("?")[:2]
            participants = [row.participant for row in found]
            list(pool.map(erase, [*participants, *participants]))
            erased += len(participants)
    print(json.dumps(erased))


def report(usage_key: str) -> None:
    """Print everything that is stored of one block, and how many of its kept figures a recount would correct."""
    here = {"usage_key": usage_key}
    participations = Participation.objects.filter(**here)
    with transaction.atomic():
        found = {
            "rounds": list(Round.objects.filter(**here).values("participant", "now", "then", "reflections")),
            "drafts": list(Draft.objects.filter(**here).values("participant", "values", "version")),
            "plans": list(Plan.objects.filter(**here).values("goal")),
            "receipts": WriteReceipt.objects.filter(**here).count(),
            "reached": {
                stage: participations.filter(**{f"{stage}_at__isnull": False}).count()
                for stage in ("seen", "started", "submitted")
            },
            "stages": dict(StageCount.objects.filter(**here).values_list("stage", "count")),
            "statistics": list(RoundStatistics.objects.filter(**here).values("people", "released_people", "current")),
            "corrected": recount(),
        }
        transaction.set_rollback(True)
    print(json.dumps(found))


def report_board(usage_key: str) -> None:
    """Print what is stored of a board, and how many of its kept numbers a recount would correct."""
    here = {"usage_key": usage_key}
    with transaction.atomic():
        found = {
            "titles": list(Idea.objects.filter(**here).values_list("title", flat=True)),
            "ideas": list(Idea.objects.filter(**here).values("id", "feedback_count", "votes", "load")),
            "votes": Vote.objects.filter(**here).count(),
            "feedback": Feedback.objects.filter(**here).count(),
            "turns": Turn.objects.filter(**here).count(),
            "members": Member.objects.filter(**here).count(),
            "counts": list(KeptCount.objects.filter(**here).values_list("kind", "bucket", "number")),
            "corrected": recount_boards(),
        }
        transaction.set_rollback(True)
    print(json.dumps(found))


def report_exercise(usage_key: str) -> None:
    """Print what is stored of a team exercise, and how many of its kept numbers a recount would correct."""
    here = {"usage_key": usage_key}
    with transaction.atomic():
        members = TeamMember.objects.filter(**here)
        versions = ResultVersion.objects.filter(**here).order_by("number")
        found = {
            "people": sorted(members.values_list("participant", flat=True)),
            "teams": list(Team.objects.filter(**here, member_count__gt=0).values("id", "member_count", "source")),
            "seats": list(members.values_list("team", "seat")),
            "texts": sorted(Entry.objects.filter(**here, is_from_pool=False).values_list("text", flat=True)),
            "results": [list(one) for one in versions.values_list("number", "is_beside", "content")],
            "corrected": recount_exercises(),
        }
        transaction.set_rollback(True)
    print(json.dumps(found))


def go_to(usage_key: str, step_id: str) -> None:
    """Have the teams of a block go on to a step, and print how many there are."""
    teams = list(Team.objects.filter(usage_key=usage_key).values_list("pk", flat=True))
    for team_id in teams:
        with transaction.atomic():
            held = holding.lock(team_id, timezone.now())
            while held.session.current.id != step_id:
                held.session.close(held.now)
            holding.store(held)
    print(json.dumps(len(teams)))
