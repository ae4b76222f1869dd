"""The course team's figures: known boards, known numbers, and words that say what the numbers say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as markup

from peer_idea_board.analytics import kept
from peer_idea_board.analytics.answered import answered
from peer_idea_board.analytics.kept import Kept
from peer_idea_board.analytics.people import Band, contributions, funnel
from peer_idea_board.analytics.waited import quantile, waited
from peer_idea_board.figures import LATENCY_STEPS, hour_of
from peer_idea_board.models import Idea, KeptCount, Kind
from peer_idea_board.services.recount import recount
from tests.peer_idea_board.acting import act, board, done, give, post, read
from tests.peer_idea_board.services.people import rules
from tests.peer_idea_board.staff.course_team import ANNA, BEN, CARLA, DORA, STAFF, hide, key_of, look
from tests.support.bare_host import BareHost, Person, call

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)


def _count(host: BareHost, kind: Kind, bucket: int, number: int) -> None:
    KeptCount.objects.create(usage_key=str(host.usage_key), course_key="c", kind=kind, bucket=bucket, number=number)


def _made(over: tuple[int, int, int] = (0, 0, 0), all_: tuple[int, int, int] | None = None, **buckets) -> Kept:
    kinds = (Kind.IDEAS, Kind.ANSWERED_ONCE, Kind.ANSWERED_TWICE)
    given = {Kind(name): values for name, values in buckets.items()}
    return Kept(
        over=dict(zip(kinds, over, strict=True)),
        all=dict(zip(kinds, all_ or over, strict=True)),
        buckets={kind: given.get(kind, {}) for kind in Kind},
    )


def _read(host: BareHost) -> Kept:
    return kept.read(str(host.usage_key), NOW)


class TestWhatIsOver:
    @pytest.mark.parametrize(("hours", "is_over"), [(71, False), (72, False), (73, True), (200, True)])
    def test_an_idea_counts_when_its_72_hours_are_over(self, hours, is_over):
        host = board()
        _count(host, Kind.IDEAS, hour_of(NOW - timedelta(hours=hours)), 5)
        assert (_read(host).over[Kind.IDEAS], _read(host).all[Kind.IDEAS]) == (5 if is_over else 0, 5)

    def test_every_hour_is_added_up_and_other_blocks_are_left_out(self):
        host, other = board(), board()
        for hour in (100, 101, 5_000_000):
            _count(host, Kind.IDEAS, hour, 2)
            _count(host, Kind.ANSWERED_ONCE, hour, 1)
        _count(other, Kind.IDEAS, 100, 7)
        assert _read(host).over == {Kind.IDEAS: 4, Kind.ANSWERED_ONCE: 2, Kind.ANSWERED_TWICE: 0}
        assert _read(host).all == {Kind.IDEAS: 6, Kind.ANSWERED_ONCE: 3, Kind.ANSWERED_TWICE: 0}


class TestMainFigure:
    def test_share_interval_and_target(self):
        figure = answered(_made((50, 45, 30)))
        once, twice = figure["rows"]
        assert (once["count"], once["percent"], once["target"]) == (45, "90", "90")
        # Wilson's interval of 45 of 50: 0.786 to 0.957.
        assert once["interval"] == "79 to 96"
        assert (twice["percent"], twice["target"]) == ("60", "70")
        assert (
            "Of 50 ideas that are older than 72 hours, 45 had feedback within 72 hours: 90 %." in figure["sentences"][0]
        )

    @pytest.mark.parametrize(
        ("over", "says"),
        [
            ((10, 9, 0), "and it does"),
            ((10, 8, 0), "chance alone"),
            ((100, 50, 0), "look at the ideas that wait"),
            ((100, 95, 53), "Two or more feedbacks: 53 %, fewer than the 70 % it is built for."),
            ((100, 95, 70), "Two or more feedbacks: 70 %, at least the 70 % it is built for."),
        ],
    )
    def test_it_is_set_beside_its_target(self, over, says):
        assert says in answered(_made(over))["sentences"][0]

    def test_ideas_within_their_time_are_told_separately(self):
        figure = answered(_made((10, 10, 10), (13, 11, 10)))
        assert figure["ideas"] == 10
        assert "3 ideas are still within their first 72 hours" in figure["sentences"][1]
        assert "feedback so far: 1" in figure["sentences"][1]

    def test_where_none_is_over_there_is_no_share(self):
        figure = answered(_made((0, 0, 0), (2, 1, 0)))
        assert figure["rows"] == []
        assert len(figure["sentences"]) == 1


class TestWaiting:
    @pytest.mark.parametrize(
        ("steps", "share", "step"),
        [({3: 4}, 1, 3), ({0: 1, 5: 1}, 2, 0), ({0: 1, 5: 2}, 2, 5), ({1: 1, 2: 1, 3: 1, 4: 1}, 3, 3)],
    )
    def test_quantiles(self, steps, share, step):
        assert quantile(steps, Fraction(share, 4)) == step

    def test_in_words(self):
        said = waited(_made(latency={1: 2, 4: 4, 8: 2}))
        assert said["sentences"] == [
            "Half of the ideas with feedback had their first one within 12 hours.",
            "The middle half of them waited from 1 hour to 12 hours.",
        ]
        assert [row["ideas"] for row in said["rows"]] == [0, 2, 0, 0, 4, 0, 0, 0, 2]
        assert said["rows"][8]["title"] == "48 hours to 72 hours"

    def test_beyond_the_last_step(self):
        said = waited(_made(latency={len(LATENCY_STEPS): 3}))
        assert "waited longer than 28 days" in said["sentences"][0]

    def test_without_any(self):
        assert waited(_made())["sentences"] == ["No idea has feedback yet."]


class TestPeople:
    def test_funnel(self):
        counts = _made(seen={0: 100}, people_by_ideas={1: 30, 2: 10}, people_by_feedback={1: 20, 3: 15, 9: 5})
        rows = {row["title"]: (row["people"], row["percent"]) for row in funnel(counts, rules(feedback_quota=3))}
        assert rows == {
            "Saw the board": (100, "100"),
            "Posted an idea": (40, "40"),
            "Gave feedback": (40, "40"),
            "Gave all the feedback asked for": (20, "20"),
        }

    def test_of_nobody_there_are_no_shares(self):
        assert {row["percent"] for row in funnel(_made(), rules())} == {""}

    def test_bands_hold_every_number_once(self):
        counts = _made(seen={0: 100}, people_by_feedback=dict.fromkeys(range(1, 40), 1))
        drawn = contributions(counts, "b1")[1]
        assert dict(drawn["rows"]) == {
            "0": 61, "1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6–10": 5, "11–20": 10, "21+": 19,
        }  # fmt: skip
        assert "39 people gave feedback (780 in all)." in drawn["sentence"]
        # The three most active gave 39 + 38 + 37 of 780.
        assert "gave 15 % of it" in drawn["sentence"]

    def test_titles_of_bands(self):
        assert [band.title for band in (Band(3, 3), Band(6, 10), Band(21, None))] == ["3", "6–10", "21+"]


class TestRegion:
    def test_nothing_yet(self):
        page = look(board(), "show_figures")
        assert "No idea has been posted yet." in page
        assert "<svg" not in page

    def test_a_board_from_end_to_end(self):
        host = board()
        for person in (ANNA, BEN, CARLA, DORA):
            done(act(host, person, "mark_seen"))
        first = post(host, ANNA, "Answered in time")
        for person in (BEN, CARLA):
            give(host, person, first)
        post(host, BEN, "Not answered")
        done(act(host, CARLA, "vote_for_idea", idea=first.pk, dots=1))
        Idea.objects.update(posted_at=datetime(2026, 1, 1, tzinfo=UTC))
        Idea.objects.filter(pk=first.pk).update(
            first_feedback_at=datetime(2026, 1, 1, 5, tzinfo=UTC), second_feedback_at=datetime(2026, 1, 9, tzinfo=UTC)
        )
        recount()
        page = markup.fromstring(look(host, "show_figures")).text_content()
        assert "Of 2 ideas that are older than 72 hours, 1 had feedback within 72 hours: 50 %." in page
        assert "On the board: ideas 2, feedback 2, comments 0, votes 1." in page
        assert f"Idea {first.pk}: Answered in time (votes: 1)" in page

    def test_hidden_ideas_leave_them(self):
        host = board()
        idea = post(host, ANNA, "Gone from here")
        done(act(host, BEN, "vote_for_idea", idea=idea.pk, dots=1))
        assert "Gone from here" in look(host, "show_figures")
        hide(host, key_of(idea))
        assert "Gone from here" not in look(host, "show_figures")

    def test_charts_have_a_table_and_a_sentence(self):
        host = board()
        post(host, ANNA)
        page = markup.fromstring(look(host, "show_figures"))
        for chart in page.iter("svg"):
            ids = chart.get("aria-labelledby").split()
            assert all("".join(page.get_element_by_id(id_).itertext()).strip() for id_ in ids)
        assert len(list(page.iter("svg"))) == 2
        assert len(list(page.iter("table"))) >= 3

    def test_groups_are_named(self, campus):
        campus.cohorts = {1: "Red"}
        host = board(groups="cohort")
        idea = post(host, ANNA)
        done(act(host, ANNA, "mark_seen"))
        Idea.objects.filter(pk=idea.pk).update(votes=3)
        assert "Red" in look(host, "show_figures")

    @pytest.mark.parametrize("hours", [1, 2_000])
    def test_five_queries_at_any_length_of_course(self, hours):
        host = board()
        post(host, ANNA)
        now = hour_of(NOW)
        KeptCount.objects.bulk_create(
            KeptCount(usage_key=str(host.usage_key), course_key="c", kind=kind, bucket=now - hour, number=50)
            for kind in (Kind.IDEAS, Kind.ANSWERED_ONCE)
            for hour in range(hours)
        )
        block = host.block(STAFF)
        with CaptureQueriesContext(connection) as queries:
            assert call(block, "show_figures", method="GET").status == 200
        assert len(queries) == 5

    def test_only_for_the_course_team(self):
        host = board()
        assert read(host, ANNA, "show_figures").status == 403
        assert read(host, Person(7), "show_figures").status == 403
