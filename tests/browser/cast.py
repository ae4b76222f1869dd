"""Who acts in the browser tests, and the course they act in besides the pilot's.

``set_up`` runs in the server's own environment (``PreviewServer.run``); the rest is used by the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

PILOT = "course-v1:BizMOOC+L2L+2026"
STAGE = "course-v1:Tests+Stage+1"
BOARDS = "course-v1:Tests+Boards+1"
SESSIONS = "sessions.json"
BROKEN = "broken-round"
"""A learner whose round in the unit "failing" cannot be read any more."""

_UNITS = {
    # First, since most made-up learners leave early.
    "grouped": '<competence_self_assessment url_name="grouped_1" series="grouped" threshold="5"'
    ' breakdown="target_group" ask_target_group="true"/>',
    "pair": '<competence_self_assessment url_name="pair_1" display_name="One" series="one" participation_points="1"/>'
    '<competence_self_assessment url_name="pair_2" display_name="Two" series="two"/>',
    "closed": '<competence_self_assessment url_name="closed_1" series="closed" closes_after_days="1"/>',
    "failing": '<competence_self_assessment url_name="failing_1" series="failing"/>',
    "waiting": '<competence_self_assessment url_name="waiting_1" series="waiting" threshold="1000"/>',
    "unready": '<competence_self_assessment url_name="unready_1" series="unready" framework="no_such_pack"/>',
    "told": '<competence_self_assessment url_name="told_1" series="told" threshold="5"/>'
    '<competence_self_assessment url_name="told_2" series="told" threshold="5" occasion="post"/>',
    "taken_out": '<competence_self_assessment url_name="taken_out_1" series="taken_out" allow_reopening="true"/>',
    "authored": '<competence_self_assessment url_name="authored_1" display_name="Check-in" series="authored"/>',
}
_LAUNDRY = {
    "who": "Families in our street who share one washing machine",
    "problem": "Everybody washes on Saturday; the queue is two hours long. I asked eleven of them.",
    "idea": "A paper timetable beside the machine, and a bell in each flat.",
    "first_test": "Two weeks with six families. If fewer than four keep to it, I stop.",
}
_SEEDS = json.dumps(
    [
        {"id": "laundry", "title": "A timetable for the laundry", "content": _LAUNDRY, "tags": ["neighbours"]},
        {"id": "repair", "title": "Repair together on Fridays", "content": {**_LAUNDRY, "idea": "Tools on a table."}},
    ]
)
_SHORT_SEED = json.dumps(
    [{"id": "swap", "title": "A shelf for swapping books", "content": {"idea": "In the hall. Take one, leave one."}}]
)
_QUICK = 'structure="simple" vote_kind="one" feedback_quota="1"'
# A board for each story: what the queue hands out depends on all that was ever posted.
_BOARDS = {
    **dict.fromkeys(("together", "narrow", "looks", "sideways"), f"<seeds>{_SEEDS}</seeds>"),
    **dict.fromkeys(("keys", "dots"), f"<seeds>{_SHORT_SEED}</seeds>"),
    **dict.fromkeys(("hasty", "watched", "hostile", "empty", "authored"), ""),
}
_SETTINGS = {
    **dict.fromkeys(("keys", "hasty", "watched", "empty"), _QUICK),
    "dots": 'structure="simple" vote_kind="dots" votes_shown="always"',
}
_EXERCISE_SEEDS = json.dumps(
    [
        {"id": "hooks", "text": "Hooks in the hall, one for each key"},
        {"id": "bell", "text": "A bell that rings when the door stays open"},
        {"id": "rota", "text": "Whoever is last that week brings the rolls"},
    ]
)
# A team of two is full, and so goes on, once both are there.
_ROUND_OF_TWO = 'technique="brainwriting" size="2" rounds="2"'
_VOTE_OF_TWO = 'technique="dot_voting" size="2"'
_EXERCISES = {
    **dict.fromkeys(("pair", "solo", "sheets", "seen"), _ROUND_OF_TWO),
    **dict.fromkeys(("helped", "typed", "others", "turned"), _VOTE_OF_TWO),
}
QUESTION = "How might we leave the house on time?"


def write_course(folder: Path) -> Path:
    """Write the OLX of the tests' own course, a unit for each situation. Returns its folder."""
    return _write(folder, STAGE, _UNITS)


def write_boards(folder: Path) -> Path:
    """Write the OLX of a course of idea boards and team exercises.

    To be done after the made-up learners have come: it stays empty.
    """
    blocks = {
        name: f'<peer_idea_board url_name="{name}_1" display_name="Ideas" {_SETTINGS.get(name, "")}>{children}'
        "</peer_idea_board>"
        for name, children in _BOARDS.items()
    }
    # A team exercise for each story, too: who joins first has a team of their own.
    blocks |= {
        name: f'<creativity_team_exercise url_name="{name}_1" display_name="Exercise" {settings}>'
        f"<question>{QUESTION}</question><seeds>{_EXERCISE_SEEDS}</seeds></creativity_team_exercise>"
        for name, settings in _EXERCISES.items()
    }
    # Here, too, nobody has been when its author comes.
    blocks["exercise"] = '<creativity_team_exercise url_name="exercise_1" display_name="Exercise"/>'
    return _write(folder, BOARDS, blocks)


def _write(folder: Path, key: str, blocks_by_unit: dict[str, str]) -> Path:
    org, course, run = key.removeprefix("course-v1:").split("+")
    units = "".join(
        f'<vertical url_name="{name}" display_name="{name.title()}">{blocks}</vertical>'
        for name, blocks in blocks_by_unit.items()
    )
    subsection = f'<sequential url_name="s" display_name="S">{units}</sequential>'
    body = f'<chapter url_name="c" display_name="C">{subsection}</chapter>'
    (folder / "course").mkdir(parents=True)
    (folder / "course.xml").write_text(f'<course url_name="{run}" org="{org}" course="{course}"/>')
    start = 'start="2026-01-01T00:00:00Z"'
    text = f'<course display_name="{course}" {start} language="en">{body}</course>'
    (folder / "course" / f"{run}.xml").write_text(text)
    return folder


def set_up(learners: int) -> None:
    """Make the demo with few seeded learners, and learners who have done nothing yet.

    Leaves the session ids of these and of the instructor in the data folder, by user name (``sessions.json``). All in
    one process: each takes seconds to start.
    """
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from opaque_keys.edx.keys import CourseKey

    from preview import accounts, olx, people

    call_command("demo", no_serve=True, learners=40, verbosity=0)
    boards = CourseKey.from_string(BOARDS)
    accounts.ensure_accounts([boards])
    keys = [*(course.key for course in olx.courses()), boards]
    users = [accounts.user_of(account) for account in accounts.ACCOUNTS if account.role]
    for name in [BROKEN, *(f"browser-{number:03d}" for number in range(learners))]:
        user = get_user_model().objects.create(username=name)
        for key in keys:
            people.enrol(user, key)
        users.append(user)
    _break_round()
    (settings.PREVIEW_DATA / SESSIONS).write_text(json.dumps(_sessions(users)))


def hand_in(block: str, people: int) -> None:
    """Let learners who do nothing else hand in a self-assessment of the tests' own course."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from opaque_keys.edx.keys import CourseKey

    from preview.people import enrol
    from tests.competence_self_assessment.acting import ratings

    usage = f"block-v1:Tests+Stage+1+type@competence_self_assessment+block@{block}"
    for number in range(people):
        user = get_user_model().objects.create(username=f"{block}-{number}")
        enrol(user, CourseKey.from_string(STAGE))
        client = Client()
        client.force_login(user)
        body = {"key": f"hand-in-{number:04d}", "values": ratings()}
        address = f"/courses/{STAGE}/xblock/{usage}/handler/submit_round"
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code == 200, answer.content


def _sessions(users: Iterable) -> dict[str, str]:
    from django.test import Client

    sessions = {}
    for user in users:
        client = Client()
        client.force_login(user)
        sessions[user.get_username()] = client.cookies["sessionid"].value
    return sessions


def _break_round() -> None:
    """Leave a learner with a round whose questions are damaged in the database."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone
    from opaque_keys.edx.keys import CourseKey

    from competence_self_assessment.models import FrameworkVersion, Participation, Round
    from preview import people

    place = {"usage_key": "block-v1:Tests+Stage+1+type@competence_self_assessment+block@failing_1", "course_key": STAGE}
    user = get_user_model().objects.get(username=BROKEN)
    participant = people.anonymous_id(user, CourseKey.from_string(STAGE))
    version = FrameworkVersion.objects.create(digest="0" * 64, content={})
    common = {**place, "participant": participant, "is_course_team": False}
    Participation.objects.create(**common)
    Round.objects.create(
        **common, series_key="failing", occasion="pre", framework=version, now={}, submitted_at=timezone.now()
    )
