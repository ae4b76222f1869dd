"""What made-up learners write: read from the texts in ideas/, put together so that each idea is there once."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from peer_idea_board.services.post_idea import IdeaText

_FOLDER = Path(__file__).parent / "ideas"
# Parts that a text may have beside the four that every idea has.
_PARTS = ("who", "problem", "workaround", "idea", "benefit", "first_test", "affordable_loss", "partners", "next_step")
# Of the parts that need not be filled in, so many people fill in each.
_FILLED_IN = 0.6


@dataclass(frozen=True)
class Written:
    """A text for a board, with what others need to speak of it.

    Attributes:
        text: as it is posted.
        words: "thing", "people", "test": phrases for the middle of a sentence.
        answers: feedback that fits this text only: pairs of what works and one next step.
    """

    text: IdeaText
    words: dict[str, str]
    answers: tuple[tuple[str, str], ...] = ()


def ideas(count: int, rng: random.Random) -> list[Written]:
    """Return so many ideas in mixed order, each another one, as far as there are."""
    whole = [_whole(entry) for entry in read("whole")]
    composed = _composed(rng)
    rng.shuffle(composed)
    chosen = [*whole, *composed[: max(0, count - len(whole))]]
    rng.shuffle(chosen)
    return chosen[:count]


def questions(count: int, rng: random.Random) -> list[Written]:
    """Return so many questions for a question clinic, each another one, as far as there are."""
    asked = [
        Written(
            IdeaText(entry["title"], entry["content"], tags=tuple(entry["tags"])),
            {},
            ((entry["works"], entry["next_step"]),),
        )
        for entry in read("questions")
    ]
    rng.shuffle(asked)
    return asked[:count]


def lines_of(block_id: str) -> dict[str, str]:
    """Return which parts of an idea stand on a board with one text, and what stands before each."""
    known: dict[str, dict[str, str]] = read("one_text")
    return known.get(block_id, known["anywhere"])


def in_one_text(written: Written, lines: dict[str, str]) -> Written:
    """Return an idea as it reads on a board that asks for one text; parts that were left empty are left out."""
    content = written.text.content
    text = "\n".join(f"{label}{content[part]}" for part, label in lines.items() if content.get(part))
    return replace(written, text=replace(written.text, content={"idea": text}))


def twin() -> tuple[str, Written]:
    """Return the title of an idea, and one that sounds much alike."""
    entry = read("exchange")["twin"]
    return entry["of"], Written(
        IdeaText(entry["title"], entry["content"], tags=tuple(entry["tags"])),
        {"thing": "the paint shelf", "people": "the tenants of the house", "test": "the four weeks"},
    )


def advert() -> IdeaText:
    """Return what should not be on a board."""
    entry = read("exchange")["advert"]
    return IdeaText(entry["title"], entry["content"], tags=tuple(entry["tags"]))


def fill(template: str, words: dict[str, str]) -> str:
    """Return a template with its words; ``{name^}`` begins with a capital letter."""
    for name, value in words.items():
        template = template.replace(f"{{{name}}}", value).replace(f"{{{name}^}}", value[:1].upper() + value[1:])
    return template


@cache
def read(name: str) -> Any:
    """Return the content of a file of texts; do not change it."""
    return yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)


def _whole(entry: dict[str, Any]) -> Written:
    content = {part: entry[part] for part in _PARTS if part in entry}
    words = {"thing": entry["thing"], "people": f"the {entry['people']}", "test": entry["test"]}
    return Written(IdeaText(entry["title"], content, tags=tuple(entry["tags"])), words)


def _composed(rng: random.Random) -> list[Written]:
    approaches = read("approaches")
    return [
        _compose(problem, approach, rng)
        for kind, problems in read("problems").items()
        for problem in problems
        for approach in approaches[kind]
        if approach["thing"] not in problem.get("unfit", ())
    ]


def _compose(problem: dict[str, Any], approach: dict[str, Any], rng: random.Random) -> Written:
    words = {name: problem[name] for name in ("topic", "people", "first", "partner")}
    partner = words["partner"]
    texts: dict[str, str] = {
        **{name: problem[name] for name in ("who", "problem", "workaround") if name in problem},
        **{name: fill(approach[name], words) for name in _PARTS if name in approach},
        "partners": f"{partner[:1].upper()}{partner[1:]}.",
    }
    needed = ("who", "problem", "idea", "first_test")
    content = {part: texts[part] for part in _PARTS if part in texts and (part in needed or rng.random() < _FILLED_IN)}
    about = {"thing": approach["thing"], "people": problem["people"], "test": approach["test"]}
    return Written(IdeaText(fill(approach["title"], words), content, tags=tuple(problem["tags"])), about)
