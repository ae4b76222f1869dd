"""The course team's figures: known counts, known numbers, and words that say what the numbers say."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as markup

from creativity_team_exercise.analytics.kept import Kept, read
from creativity_team_exercise.analytics.on_time import on_time
from creativity_team_exercise.models import CountKind, KeptCount
from creativity_team_exercise.services.recount import recount
from tests.creativity_team_exercise.acting import act, done, exercise, hand_in, join
from tests.creativity_team_exercise.services.people import Clock, prompt, step
from tests.creativity_team_exercise.staff.course_team import ANNA, BEN, CARLA, STAFF, fill, look, words
from tests.support.bare_host import call

pytestmark = pytest.mark.django_db
STEPS = (step("ideas", "pass"), step("dots", "dots", uses=("ideas",)), step("result", "result", prompts=(prompt("a"),)))


def _kept(turns: dict[int, int], done_: dict[int, int]) -> Kept:
    return Kept({CountKind.TURNS: turns, CountKind.ON_TIME: done_})


def _figure(turns: dict[int, int], done_: dict[int, int]) -> dict:
    return on_time(_kept(turns, done_), STEPS, "en")


class TestOnTime:
    def test_a_known_exercise(self):
        figure = _figure({0: 60, 1: 40}, {0: 57, 1: 30})
        assert figure["sentence"].startswith("Done on time: 87 of 100 turns whose stage has ended, 87 %.")
        assert [(row["turns"], row["done"], row["percent"]) for row in figure["rows"]] == [
            (60, 57, "95"),
            (40, 30, "75"),
            (0, 0, ""),
        ]

    @pytest.mark.parametrize(
        ("turns", "done_", "says"),
        [
            (100, 80, "and it does"),
            (10, 7, "chance alone"),
            (1000, 700, "look at the teams"),
        ],
    )
    def test_it_is_set_beside_its_target(self, turns, done_, says):
        assert says in _figure({0: turns}, {0: done_})["sentence"]

    def test_interval_beside_each_step(self):
        # Wilson's interval of 57 of 60.
        assert _figure({0: 60}, {0: 57})["rows"][0]["interval"] == "86 to 98 %"

    def test_before_anything_has_ended(self):
        figure = _figure({}, {})
        assert (figure["sentence"], figure["rows"]) == ("No step has ended for anybody yet.", [])

    def test_steps_of_an_earlier_setting_have_a_row(self):
        assert _figure({4: 3}, {4: 3})["rows"][4]["title"] == "of an earlier setting"


class TestKept:
    def test_one_query_and_only_of_the_block(self, django_assert_num_queries):
        for usage_key in ("a", "b"):
            KeptCount.objects.create(usage_key=usage_key, course_key="c", kind=CountKind.TURNS, bucket=1, number=7)
        with django_assert_num_queries(1):
            kept = read("a")
        assert (kept.total(CountKind.TURNS), kept.of_step(CountKind.TURNS, 1), kept.of_step(CountKind.TURNS, 0)) == (
            7,
            7,
            0,
        )


class TestRegion:
    def test_nothing_yet(self):
        assert "Nobody has begun yet." in words(exercise(), "show_figures")

    def test_an_exercise_from_end_to_end(self, monkeypatch):
        clock = Clock(monkeypatch)
        host = exercise(size=3)
        join(host, ANNA)
        join(host, BEN)
        join(host, CARLA, alone="yes")
        first = host.block().rules.plan.technique.steps[0]
        done(hand_in(host, ANNA, first.id, *(f"More, {number}" for number in range(first.wanted - 1))))
        clock.wait(1 + first.hours)
        done(act(host, ANNA, "mark_seen"))
        page = markup.fromstring(look(host, "show_figures"))
        rows = {row.xpath("string(th)"): row.xpath("string(td)") for row in page.xpath("//tbody/tr")}
        assert "Done on time: 1 of 2 turns whose stage has ended, 50 %." in page.text_content()
        assert rows["People who have begun"] == "3"
        assert rows["Teams that are running"] == "1"
        assert rows["People at work alone"] == "1"
        assert rows["Entries"] == str(3 + first.wanted - 1)
        assert recount() == 0

    @pytest.mark.parametrize("count", [1, 60])
    def test_one_query_at_any_number_of_teams(self, count):
        host = exercise()
        fill(host, count, present=1)
        recount()
        block = host.block(STAFF)
        with CaptureQueriesContext(connection) as queries:
            assert call(block, "show_figures", method="GET").status == 200
        assert len(queries) == 1
