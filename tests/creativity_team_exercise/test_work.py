"""The team's work: all that a member may see of it, to read, to print and as a table; nothing of anybody else's."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from bizmooc.hosting.people import Enrolled
from creativity_team_exercise.models import Entry, Member
from creativity_team_exercise.techniques import Builds, Kind
from tests.creativity_team_exercise.acting import (
    act,
    all_rows,
    done,
    exercise,
    hand_in,
    join,
    member,
    parsed,
    read,
    words_of,
)
from tests.creativity_team_exercise.making import own, prompt, step
from tests.support.bare_host import COURSE, BareHost, Campus, Person

pytestmark = pytest.mark.django_db
ADA, BEN, CARL, DORA = (Person(number) for number in (1, 2, 3, 4))
STEPS = (
    step("ideas", Kind.WRITE, prompts=(prompt("good", "What is good"), prompt("bad", "What is bad")), wanted=1),
    step("more", Kind.WRITE, uses=("ideas",), builds=Builds.MAY, wanted=1),
    step("sort", Kind.SORT, uses=("ideas", "more")),
    step("dots", Kind.DOTS, uses=("ideas", "more"), picks=3),
    step("result", Kind.RESULT, prompts=(prompt("what", "What we propose"),)),
)


def at_more() -> BareHost:
    """Return an exercise whose team of Ada and Ben has ended the first step; Carl has begun a team of his own."""
    host = exercise(size=2, **own(*STEPS))
    join(host, ADA, "=cmd|' /C calc'!A0")
    join(host, BEN, "<script>alert(1)</script>")
    for person in (ADA, BEN):
        done(hand_in(host, person, "ideas", f"Bad of {person.number}", prompt="bad"))
    join(host, CARL, "Carl’s secret")
    return host


def at_end() -> BareHost:
    """Return it with all steps ended."""
    host = at_more()
    first = Entry.objects.order_by("pk").first()
    done(act(host, ADA, "hand_in", form="", step="more", round=0, **{"text..0": "More", "parent..0": first.pk}))
    done(hand_in(host, BEN, "more", "Something else"))
    more = Entry.objects.get(text="More").pk
    done(act(host, ADA, "tag_entry", step="sort", **_tags(more, "Tagged")))
    for person in (ADA, BEN):
        done(act(host, person, "finish_stage", step="sort", round=0))
    for person in (ADA, BEN):
        done(act(host, person, "choose_entries", step="dots", **{f"dots.{more}": person.number}))
    done(act(host, ADA, "save_result", step="result", form="", based_on=0, **{"field.what": "We lend tools."}))
    done(act(host, BEN, "finish_stage", step="result", round=0))
    return host


def _tags(entry: int, tag: str) -> dict[str, str]:
    return {f"was.{entry}": "", f"tag.{entry}": tag}


def shown(host: BareHost, person: Person) -> str:
    """Return the region with the work."""
    return done(read(host, person, "show_work")).body["html"]


class TestReading:
    def test_it_has_each_step_until_now_and_no_later_one(self) -> None:
        page = parsed(shown(at_more(), ADA))
        assert [one.text_content() for one in page.xpath("//h4")] == ["1. Ideas", "2. More"]
        told = words_of(shown(at_more(), ADA))
        assert "What is good" in told
        assert "This step is still open." in told

    def test_what_others_write_now_is_not_in_it(self) -> None:
        host = at_more()
        done(hand_in(host, BEN, "more", "Ben writes this now"))
        assert "Ben writes this now" in shown(host, BEN)
        assert "Ben writes this now" not in shown(host, ADA)

    def test_at_the_end_it_has_chains_tags_dots_and_the_result(self) -> None:
        host = at_end()
        told = words_of(shown(host, BEN))
        assert "builds on 1: “=cmd|' /C calc'!A0”" in told
        assert "Tagged (1)" in told
        assert "3 dots from 2 people" in told
        assert "We lend tools." in told
        assert "still open" not in told
        alias = member(host, ADA).alias
        assert f"— {alias}" in told
        assert "— you" in told

    def test_of_another_team_there_is_nothing(self) -> None:
        host = at_end()
        for person in (ADA, BEN):
            assert "secret" not in shown(host, person)
        others = shown(host, CARL)
        assert "secret" in others
        assert not {"More", "Something else", "We lend tools."} & set(words_of(others).split(" — "))
        assert "Bad of" not in others

    def test_a_text_is_never_markup(self) -> None:
        assert "<script" not in shown(at_end(), ADA)

    def test_what_the_course_team_has_hidden_is_its_authors_alone(self) -> None:
        host = at_end()
        Entry.objects.filter(text="Something else").update(is_hidden=True)
        assert "Something else" not in shown(host, ADA)
        assert "Hidden by the course team: only you see it." in shown(host, BEN)

    def test_whoever_has_not_begun_has_no_work(self) -> None:
        assert read(at_more(), DORA, "show_work").status == 409

    def test_reading_writes_nothing(self) -> None:
        host = at_end()
        before = all_rows()
        shown(host, ADA), read(host, ADA, "show_history", step="result")
        assert all_rows() == before


class TestFiles:
    @pytest.fixture
    def host(self, campus: type[Campus], django_user_model: Any) -> BareHost:
        campus.enrolled = None
        self.users = {
            person.number: django_user_model.objects.create_user(f"user{person.number}")
            for person in (ADA, BEN, CARL, DORA)
        }
        campus.people = [
            Enrolled(number, user.id, user.username, "A Real Name", (Person(number).anonymous_id,))
            for number, user in self.users.items()
        ]
        return at_end()

    def get(self, client: Any, host: BareHost, person: Person, name: str) -> Any:
        client.force_login(self.users[person.number])
        address = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
        return client.get(reverse(f"bizmooc:creativity_team_exercise:{name}", kwargs=address))

    def rows(self, client: Any, host: BareHost, person: Person) -> list[dict[str, str]]:
        answer = self.get(client, host, person, "work_csv")
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    def test_the_page_names_only_aliases_and_is_whole(self, client, host) -> None:
        answer = self.get(client, host, ADA, "work")
        page = answer.content.decode()
        assert page.startswith("<!DOCTYPE html>")
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        aliases = set(Member.objects.filter(team=member(host, ADA).team).values_list("alias", flat=True))
        assert all(alias in page for alias in aliases)
        assert "Real Name" not in page
        assert "user1" not in page
        assert "— you" not in page
        assert "by you" not in page
        assert "<script>" not in page
        assert "secret" not in page

    def test_the_table_has_every_entry_with_where_it_comes_from_and_what_it_was_given(self, client, host) -> None:
        rows = self.rows(client, host, ADA)
        more = next(row for row in rows if row["entry"] == "More")
        assert (more["step"], more["builds_on"], more["tag"], more["given: Dots"]) == ("More", "1", "Tagged", "3")
        assert more["author"] == member(host, ADA).alias
        assert [row["prompt"] for row in rows if row["entry"].startswith("Bad")] == ["What is bad"] * 2
        assert rows[-1]["entry"] == "We lend tools."
        assert rows[-1]["prompt"] == "What we propose"
        assert "secret" not in str(rows)

    def test_no_cell_is_a_formula(self, client, host) -> None:
        assert self.rows(client, host, ADA)[0]["entry"] == "'=cmd|' /C calc'!A0"

    @pytest.mark.parametrize("name", ["work", "work_csv"])
    def test_members_only_each_their_own(self, client, host, name: str) -> None:
        assert self.get(client, host, DORA, name).status_code == 403
        theirs = self.get(client, host, CARL, name).content.decode()
        assert "Carl’s secret" in theirs
        assert "We lend tools." not in theirs

    @pytest.mark.parametrize("name", ["work", "work_csv"])
    def test_another_block_is_no_way_in(self, client, host, name: str) -> None:
        other = exercise(**own(*STEPS))
        assert self.get(client, other, ADA, name).status_code == 403
        client.logout()
        address = {"course_key": str(COURSE), "usage_key": str(host.usage_key)}
        assert client.get(reverse(f"bizmooc:creativity_team_exercise:{name}", kwargs=address)).status_code == 403

    def test_neither_writes(self, client, host) -> None:
        before = all_rows()
        self.get(client, host, ADA, "work"), self.rows(client, host, ADA)
        assert all_rows() == before

    def test_the_region_leads_to_both(self, host) -> None:
        links = parsed(shown(host, ADA)).xpath("//a/@href")
        assert [link.rsplit("/", 2)[-1] or link.rsplit("/", 2)[-2] for link in links] == ["work", "work.csv"]


def test_until_the_sheets_have_come_round_one_reads_those_that_one_holds() -> None:
    host = exercise(size=3, **own(step("sheets", Kind.PASS, wanted=1, rounds=2), STEPS[-1]))
    people = ((ADA, "By Ada"), (BEN, "By Ben"), (CARL, "By Carl"))
    for person, text in people:
        join(host, person, text)
    for person, own_text in people:
        seen = [text for _other, text in people if text in shown(host, person)]
        assert own_text in seen
        assert len(seen) == 2
    for person, _text in people:
        done(hand_in(host, person, "sheets", f"Added by {person.number}", round_=1))
    page = shown(host, ADA)
    names = [member(host, person).alias for person, _text in people]
    heads = [one.text_content() for one in parsed(page).xpath("//h5")]
    assert heads == [f"The sheet of {name}" for name in names]
    assert all(text in page for _person, text in people)


def test_alone_it_is_ones_own() -> None:
    host = exercise(**own(*STEPS))
    join(host, ADA, "Mine", alone="yes")
    told = words_of(shown(host, ADA))
    assert "Your work" in told
    assert "One person, alone." in told
