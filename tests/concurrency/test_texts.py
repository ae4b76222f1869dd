"""What people write arrives as they wrote it, or they are told what to take out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.concurrency.clients import Answer, Pupil
from tests.concurrency.conftest import School
from tests.preview.engine.builder import KEY as COURSE_KEY
from tests.preview.engine.builder import usage
from tests.support.mariadb import MariaDBServer

TEXT = "Früh begonnen 🎉👩🏽‍🏫, 学习, עברית, “so”\nzwei Zeilen"
_TABLE = "competence_self_assessment_plan"


@pytest.fixture
def old_table(mariadb: MariaDBServer, mariadb_school: School) -> Iterator[None]:
    """What learners write is in a column as an installation of many years may have it: three bytes a character."""
    database = mariadb_school.server.databases["default"]["NAME"]
    change = f"ALTER TABLE {database}.{_TABLE} MODIFY goal varchar(500) CHARACTER SET"
    with mariadb.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f"{change} utf8mb3 NOT NULL")
        yield
        cursor.execute(f"{change} utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL")


def test_emoji_arrive(mariadb_school: School) -> None:
    pupil = mariadb_school.pupils[0]

    drafted = pupil.save_draft(
        "texts", "draft-000001", {"framework": pupil.ratings()["framework"], "reflection": TEXT}, 0
    )
    [draft] = mariadb_school.report("texts")["drafts"]
    answer = pupil.submit("texts", "round-000001", pupil.ratings(reflection=TEXT))

    assert (drafted.status, answer.status) == (200, 200)
    assert draft["values"]["reflection"] == TEXT
    [stored] = mariadb_school.report("texts")["rounds"]
    assert stored["reflections"] == {"": TEXT}
    page = pupil.read(f"/courses/{COURSE_KEY}/units/{usage('vertical', 'un')}/")
    assert page.status == 200
    assert "Früh begonnen 🎉👩🏽‍🏫, 学习" in page.body


@pytest.mark.usefixtures("old_table")
def test_on_an_old_table_the_learner_is_told_which_characters_to_take_out(mariadb_school: School) -> None:
    pupil = mariadb_school.pupils[0]
    # JSON is kept in ASCII: what is written into a round arrives on any table.
    assert pupil.submit("old_table", "round-000001", pupil.ratings(reflection=TEXT)).status == 200

    refused = _save_plan(pupil, "plan-000001", "Früh begonnen 🎉🎉 👍, 学习")

    assert refused.status == 422
    assert "🎉 👍" in refused.body["error"]
    assert mariadb_school.report("old_table")["plans"] == []

    taken = _save_plan(pupil, "plan-000002", "Früh begonnen, 学习")

    assert taken.status == 200
    found = mariadb_school.report("old_table")
    assert found["plans"] == [{"goal": "Früh begonnen, 学习"}]
    assert [one["reflections"] for one in found["rounds"]] == [{"": TEXT}]
    assert found["corrected"] == 0


def _save_plan(pupil: Pupil, request_key: str, goal: str) -> Answer:
    values = {"round": "1", "goal": goal}
    return pupil.send("old_table", "save_plan", {"key": request_key, "version": 0, "values": values})
