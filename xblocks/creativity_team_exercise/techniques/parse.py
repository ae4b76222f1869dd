"""Reading a technique from plain data, as authors' editors and course files give it: every problem is named."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from creativity_team_exercise.techniques.fits import misfits
from creativity_team_exercise.techniques.model import Builds, Kind, Prompt, Sees, Step, Technique, TechniqueError
from creativity_team_exercise.techniques.reader import UNNAMED, Reader

MAX_STEPS, MAX_PROMPTS = 12, 12
MINUTES, HOURS = range(1, 241), range(1, 1001)
WANTED, AT_MOST = range(1, 11), range(1, 31)
ROUNDS, TOP, PICKS = range(9), range(1, 13), range(1, 11)
TITLE_LENGTH, TEXT_LENGTH, EXAMPLE_LENGTH = 80, 1000, 6000


def parse(data: Any) -> Technique:
    """Read a technique.

    Args:
        data: ``{"title", "summary", "origin", "example", "steps": [{"id", "kind", "title", "ask", "why", "minutes",
            "hours", "prompts": [{"id", "title", "ask"}], ...}]}``: names and meanings as in model.py. A text is plain,
            or a text for each language code; where the title names its languages, every text has them all. Of a
            technique, its title and steps must be there; of a step its id, kind, title and ask; of a prompt its id
            and title.

    Raises:
        TechniqueError: with every problem found, by its place ("steps.0.title").
    """
    reader = _Reader()
    technique = reader.technique(data)
    for place, sentence in misfits(technique):
        # Where a value could not be read, the one that stands for it says nothing.
        if place not in reader.found:
            reader.wrong(place, sentence)
    if reader.found:
        raise TechniqueError(reader.found)
    return technique


def _names(model: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(model))


class _Reader(Reader):
    """Reads a technique, its steps and their prompts."""

    def technique(self, data: Any) -> Technique:
        data = self.mapping("", data, _names(Technique))
        title = self.texts("title", data.get("title"), TITLE_LENGTH)
        self.languages = tuple(code for code in title if code != UNNAMED)
        return Technique(
            title=title,
            summary=self.texts("summary", data.get("summary"), TEXT_LENGTH, may_be_empty=True),
            origin=self.texts("origin", data.get("origin"), TEXT_LENGTH, may_be_empty=True),
            example=self.texts("example", data.get("example"), EXAMPLE_LENGTH, may_be_empty=True),
            steps=self.each("steps", data.get("steps"), self.step, range(1, MAX_STEPS + 1)),
        )

    def step(self, place: str, data: Any) -> Step:
        data = self.mapping(place, data, _names(Step))
        builds = data.get("builds", Builds.NO)
        at_most = self.number(f"{place}.at_most", data.get("at_most", Step.at_most), AT_MOST)
        picks = self.number(f"{place}.picks", data.get("picks", Step.picks), PICKS)
        return Step(
            id=self.id(place, data.get("id")),
            kind=self.word(f"{place}.kind", data.get("kind"), Kind),
            title=self.texts(f"{place}.title", data.get("title"), TITLE_LENGTH),
            ask=self.texts(f"{place}.ask", data.get("ask"), TEXT_LENGTH),
            why=self.texts(f"{place}.why", data.get("why"), TEXT_LENGTH, may_be_empty=True),
            minutes=self.number(f"{place}.minutes", data.get("minutes", 10), MINUTES),
            hours=self.number(f"{place}.hours", data.get("hours", 48), HOURS),
            prompts=self.each(f"{place}.prompts", data.get("prompts", ()), self.prompt, range(MAX_PROMPTS + 1)),
            prompts_from=self.reference(f"{place}.prompts_from", data.get("prompts_from", "")),
            top=self.number(f"{place}.top", data.get("top", Step.top), TOP),
            uses=self.references(f"{place}.uses", data.get("uses", ())),
            # YAML reads a bare "no" as false.
            builds=self.word(f"{place}.builds", Builds.NO if builds is False else builds, Builds),
            sees=self.word(f"{place}.sees", data.get("sees", Sees.NOBODY), Sees),
            wanted=self.number(f"{place}.wanted", data.get("wanted", min(Step.wanted, at_most)), WANTED),
            at_most=at_most,
            rounds=self.number(f"{place}.rounds", data.get("rounds", Step.rounds), ROUNDS),
            picks=picks,
            per_entry=self.number(f"{place}.per_entry", data.get("per_entry", min(Step.per_entry, picks)), PICKS),
        )

    def prompt(self, place: str, data: Any) -> Prompt:
        data = self.mapping(place, data, _names(Prompt))
        return Prompt(
            id=self.id(place, data.get("id")),
            title=self.texts(f"{place}.title", data.get("title"), TITLE_LENGTH),
            ask=self.texts(f"{place}.ask", data.get("ask"), TEXT_LENGTH, may_be_empty=True),
        )

    def reference(self, place: str, data: Any) -> str:
        """Return the id of another step; "" of none."""
        return "" if data == "" else self.id(place, data)

    def references(self, place: str, data: Any) -> tuple[str, ...]:
        """Return ids of other steps; a single one may stand without a list."""
        if isinstance(data, str) and data:
            data = [data]
        if not isinstance(data, list | tuple) or len(data) > MAX_STEPS:
            self.id(place, None)
            return ()
        return tuple(self.id(place, one) for one in data)
