"""The settings: what is refused at which field, and what is kept."""

from __future__ import annotations

import json

import pytest

from creativity_team_exercise.studio import yaml_text
from creativity_team_exercise.studio.hours import in_words, most_hours
from creativity_team_exercise.studio.own import MAX_PROBLEMS, copy_of
from creativity_team_exercise.studio.seeds import MAX_SEEDS
from creativity_team_exercise.techniques.choice import DEFAULT
from creativity_team_exercise.techniques.model import from_data
from creativity_team_exercise.techniques.packs import packs
from creativity_team_exercise.techniques.parse import parse
from tests.creativity_team_exercise.studio.saving import OWN, SEEDS, YAML, author, exercise, save

pytestmark = pytest.mark.django_db

FIRST = packs()[DEFAULT].steps[0]
HOURS = f"hours__{DEFAULT}__{FIRST.id}"


def refused_at(answer):
    """Where an answer says something is wrong."""
    assert answer.status == 422, answer
    assert all(sentence for sentences in answer.body["fields"].values() for sentence in sentences)
    return list(answer.body["fields"])


def test_what_stands_in_the_editor_can_be_saved_and_changes_nothing():
    host = exercise()
    assert save(host, display_name="Team exercise").status == 200
    assert host.fields == {}


def test_every_setting_is_kept():
    host = exercise(own_technique=OWN)
    answer = save(
        host,
        introduction="<p>Hello <script>x</script><em>you</em></p>",
        question="How might we meet?",
        technique="own",
        own_technique=YAML,
        hours__own__gather="12",
        rounds="3",
        teams="platform",
        teamset="projects",
        size="4",
        matched_by="language",
        merge_hours="48",
        seeds="A tool shelf",
        participation_points="4",
    )
    assert answer.status == 200, answer
    [seed] = host.fields.pop("seeds")
    assert seed["text"] == "A tool shelf"
    assert host.fields == {
        "display_name": "An exercise",
        "introduction": "<p>Hello <em>you</em></p>",
        "question": "How might we meet?",
        "technique": "own",
        "own_technique": OWN,
        "hours": {"gather": 12},
        "rounds": 3,
        "teams": "platform",
        "teamset": "projects",
        "size": 4,
        "matched_by": "language",
        "merge_hours": 48,
        "participation_points": 4,
    }


def test_a_box_that_is_not_ticked_is_taken_back():
    host = exercise(allow_reuse=True)
    assert save(host, allow_reuse="").status == 200
    assert host.fields["allow_reuse"] is False


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"display_name": " "}, "display_name"),
        ({"question": "x" * 601}, "question"),
        ({"question": "a\x07b"}, "question"),
        ({"technique": "no_such"}, "technique"),
        ({"technique": "own"}, "own_technique"),
        ({"technique": "own", "own_technique": " \n"}, "own_technique"),
        ({"technique": "own", "own_technique": "# nothing"}, "own_technique"),
        ({"own_technique": "{"}, "own_technique"),
        ({"own_technique": "[" * 50_000}, "own_technique"),
        ({HOURS: "0"}, f"hours.{DEFAULT}.{FIRST.id}"),
        ({HOURS: "1001"}, f"hours.{DEFAULT}.{FIRST.id}"),
        ({HOURS: "a day"}, f"hours.{DEFAULT}.{FIRST.id}"),
        ({"rounds": "9"}, "rounds"),
        ({"rounds": ""}, "rounds"),
        ({"teams": "friends"}, "teams"),
        ({"teams": "platform"}, "teamset"),
        ({"size": "1"}, "size"),
        ({"size": "9"}, "size"),
        ({"matched_by": "age"}, "matched_by"),
        ({"merge_hours": "0"}, "merge_hours"),
        ({"merge_hours": "2001"}, "merge_hours"),
        ({"participation_points": "101"}, "participation_points"),
        ({"participation_points": "-1"}, "participation_points"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values, field):
    host = exercise()
    assert refused_at(save(host, **values)) == [field]
    assert host.fields == {}


def test_a_name_that_is_no_setting_is_refused():
    assert save(exercise(), colour="red").status == 400
    assert save(exercise(), hours="{}").status == 400


class TestOwnTechnique:
    def test_it_is_kept_as_plain_data(self):
        host = exercise()
        assert save(host, technique="own", own_technique=YAML).status == 200
        assert host.fields["own_technique"] == OWN
        assert [step.id for step in author(host).rules.plan.technique.steps] == ["gather", "pick"]

    def test_json_is_yaml_too(self):
        host = exercise()
        assert save(host, technique="own", own_technique=json.dumps(OWN, indent=1)).status == 200
        assert host.fields["own_technique"] == OWN

    def test_it_is_kept_while_a_shipped_one_is_in_use(self):
        host = exercise(own_technique=OWN)
        assert save(host, own_technique=YAML).status == 200
        assert host.fields["own_technique"] == OWN

    @pytest.mark.parametrize("technique", ["own", DEFAULT])
    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("    title: Gather\n", "", 3),
            ("    kind: dots\n", "    kind: dotty\n", 9),
            ("    hours: 48\n", "    hours: two days\n", 12),
            ("[gather]", "[gathered]", 13),
            ("    hours: 24\n", "    hours: 24\n    colour: red\n", 3),
            ("title: Two steps\n", "title: Two steps\ntitle: Three\n", 2),
            ("    title: Pick\n", "  title: Pick\n", 10),
        ],
    )
    def test_problems_are_told_with_their_line(self, technique, old, new, line):
        host = exercise()
        assert old in YAML
        answer = save(host, technique=technique, own_technique=YAML.replace(old, new, 1))
        assert refused_at(answer) == ["own_technique"]
        [sentence] = answer.body["fields"]["own_technique"]
        assert sentence.startswith(f"Line {line}: ")
        assert host.fields == {}

    def test_problems_are_told_in_the_order_of_their_lines(self):
        # That the first step is of no kind to begin with is found after everything else.
        text = YAML.replace("kind: write", "kind: result").replace("kind: dots", "kind: dotty")
        sentences = save(exercise(), own_technique=text).body["fields"]["own_technique"]
        lines = [int(sentence.split(":")[0].removeprefix("Line ")) for sentence in sentences]
        assert len(set(lines)) > 1
        assert lines == sorted(lines)

    def test_all_problems_are_told_in_order_but_not_too_many(self):
        entry = "  - {id: A, kind: write}\n"
        sentences = save(exercise(), own_technique=f"title: T\nsteps:\n{entry * 12}").body["fields"]["own_technique"]
        lines = [int(sentence.split(":")[0].removeprefix("Line ")) for sentence in sentences]
        assert lines == sorted(lines)
        assert lines[0] == 3
        assert len(lines) == MAX_PROBLEMS


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", list(packs()))
class TestCopies:
    def test_a_copy_can_be_saved_and_does_the_same(self, name, language):
        host = exercise()
        assert save(host, technique="own", own_technique=copy_of(packs()[name], language)).status == 200
        copied = parse(host.fields["own_technique"]).as_data()
        assert _without_texts(copied) == _without_texts(packs()[name].as_data())
        assert author(host).rules.plan.technique == from_data(copied)

    def test_it_is_in_one_language_and_says_nothing_that_goes_without_saying(self, name, language):
        data = yaml_text.read(copy_of(packs()[name], language)).data
        assert data["title"] == packs()[name].title[language]
        assert all("prompts_from" not in step or step["prompts_from"] for step in data["steps"])


def _without_texts(data):
    if isinstance(data, dict):
        texts = ("title", "summary", "origin", "example", "ask", "why")
        return {key: _without_texts(value) for key, value in data.items() if key not in texts}
    return [_without_texts(one) for one in data] if isinstance(data, list) else data


class TestHours:
    def test_empty_means_as_the_technique_says(self):
        host = exercise(hours={FIRST.id: 5})
        assert save(host, **{HOURS: ""}).status == 200
        assert host.fields["hours"] == {}
        assert author(host).rules.plan.technique.steps[0].hours == FIRST.hours

    def test_what_is_set_is_what_teams_get(self):
        host = exercise()
        assert save(host, **{HOURS: "12"}).status == 200
        assert host.fields["hours"] == {FIRST.id: 12}
        assert author(host).rules.plan.technique.steps[0].hours == 12

    def test_what_stands_at_another_technique_is_not_looked_at(self):
        host = exercise(own_technique=OWN)
        answer = save(host, technique="own", own_technique=YAML, hours__own__pick="9", **{HOURS: "much"})
        assert answer.status == 200, answer
        assert host.fields["hours"] == {"pick": 9}

    def test_hours_of_a_step_that_is_gone_are_gone(self):
        host = exercise(technique="own", own_technique=OWN, hours={"gather": 5, "pick": 6})
        text = YAML.partition("  - id: pick")[0]
        answer = save(host, technique="own", own_technique=text, hours__own__gather="5", hours__own__pick="6")
        assert answer.status == 200, answer
        assert host.fields["hours"] == {"gather": 5}

    @pytest.mark.parametrize(
        ("hours", "words"),
        [(1, "1 hour"), (47, "47 hours"), (48, "2 days"), (49, "2 days and 1 hour"), (216, "9 days")],
    )
    def test_times_in_words(self, hours, words):
        assert in_words(hours) == words

    def test_the_longest_time_counts_rounds(self):
        passing = {"id": "s", "kind": "pass", "title": "S", "ask": "A", "hours": 10}
        technique = parse({"title": "T", "steps": [passing, {**OWN["steps"][0], "hours": 7}]})
        assert most_hours(technique, 5) == 5 * 10 + 7
        assert most_hours(technique, 0) == 8 * 10 + 7
        fixed = parse({"title": "T", "steps": [{**passing, "rounds": 3}]})
        assert most_hours(fixed, 5) == 3 * 10


class TestSeeds:
    def test_lines_that_were_there_before_keep_their_ids(self):
        host = exercise(seeds=SEEDS)
        assert save(host, seeds="A map\n\n  A   tool shelf \r\nA new bench").status == 200
        kept = host.fields["seeds"]
        assert kept[:2] == [SEEDS[2], SEEDS[0]]
        assert kept[2]["text"] == "A new bench"
        assert kept[2]["id"] not in {seed["id"] for seed in SEEDS}

    def test_an_id_is_never_used_again(self):
        host, seen = exercise(), set()
        for text in ("One", "Two", "One"):
            assert save(host, seeds=text).status == 200
            [seed] = host.fields["seeds"]
            assert seed["id"] not in seen
            seen.add(seed["id"])

    def test_what_came_with_line_breaks_stays_as_it_was(self):
        broken = [{"id": "s_0", "text": "First line\nsecond line"}]
        host = exercise(seeds=broken)
        assert "First line second line</textarea>" in author(host).studio_view({}).content
        assert save(host, seeds="First line second line").status == 200
        assert host.fields["seeds"] == broken

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("Fine\n\n" + "x" * 601, 3),
            ("Fine\na\x07b", 2),
            ("Fine\nOther\n Fine", 3),
        ],
    )
    def test_problems_are_told_with_their_line(self, text, line):
        host = exercise()
        answer = save(host, seeds=text)
        assert refused_at(answer) == ["seeds"]
        assert answer.body["fields"]["seeds"][0].startswith(f"Line {line}: ")
        assert host.fields == {}

    def test_there_are_not_too_many(self):
        lines = [f"Idea {number} {'x' * 80}" for number in range(MAX_SEEDS + 1)]
        assert refused_at(save(exercise(), seeds="\n".join(lines))) == ["seeds"]
        assert save(exercise(), seeds="\n".join(lines[1:])).status == 200


def test_hours_of_steps_that_the_page_does_not_know_are_refused():
    assert save(exercise(), technique="own", own_technique=YAML, hours__own__gather="12").status == 400


def test_a_technique_that_was_saved_can_have_its_hours_set():
    host = exercise()
    assert save(host, technique="own", own_technique=YAML).status == 200
    assert save(host, technique="own", own_technique=YAML, hours__own__pick="9").status == 200
    assert host.fields["hours"] == {"pick": 9}


def test_the_body_of_an_error_is_json_the_page_can_read():
    answer = save(exercise(), own_technique="{")
    assert json.loads(json.dumps(answer.body)) == answer.body
    assert answer.body["error"]
