"""Reading a framework from YAML: every problem is named with its line and its remedy, not only the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from competence_self_assessment.frameworks.model import Area, Competence, Framework, Item, Level, Scale

# A generous framework (EntreComp's 15 competences with 5 items each, in 5 languages) has about 60,000 characters.
MAX_CHARACTERS = 150_000
MAX_TEXT = 1_000
MAX_ITEMS = 150
# A framework is 8 levels deep. PyYAML takes minutes over thousands of them.
MAX_DEPTH = 12
# Nobody reads more at once.
MAX_PROBLEMS = 50
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Where something stands: names and positions (from 0) on the way to it, as ("areas", 0, "title", "en").
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong, in which line (counted from 1), and how to mend it.

    Attributes:
        path: where it stands in the framework; for an editor that shows no lines. Empty: the whole text.
    """

    line: int
    message: str
    path: Path = ()

    def __str__(self) -> str:
        """Say it in one line."""
        return _("Line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class FrameworkError(ValueError):
    """A text is not a framework.

    Attributes:
        problems: the first MAX_PROBLEMS, in the order of their lines; never empty.
    """

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda problem: problem.line)[:MAX_PROBLEMS]
        super().__init__("\n".join(map(str, self.problems)))

    def by_path(self) -> dict[Path, list[str]]:
        """Return the messages by where they belong, without lines."""
        found: dict[Path, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.path, []).append(problem.message)
        return found


@lru_cache(maxsize=64)
def parse(text: str) -> Framework:
    """Read a framework from YAML; kept for the next time, since a page view needs it and reading is slow.

    Raises:
        FrameworkError: with every problem found.
    """
    return read(_compose(text))


def read(root: yaml.Node) -> Framework:
    """Read a framework from YAML nodes, whatever they were made from.

    Raises:
        FrameworkError: with every problem found.
    """
    reader = _Reader()
    framework = reader.framework(root)
    if reader.faults:
        paths = dict(_paths(root))
        raise FrameworkError(
            [Problem(node.start_mark.line + 1, message, paths[id(node)]) for node, message in reader.faults]
        )
    return framework


def _paths(node: yaml.Node, path: Path = ()) -> Iterator[tuple[int, Path]]:
    """Yield where each node stands, by its identity: there are no references, so each stands in one place."""
    yield id(node), path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value if isinstance(key, yaml.ScalarNode) else "?")
            yield from ((id(key), inner), *_paths(value, inner))
    elif isinstance(node, yaml.SequenceNode):
        for number, entry in enumerate(node.value):
            yield from _paths(entry, (*path, number))


def _compose(text: str) -> yaml.Node:
    if len(text) > MAX_CHARACTERS:
        message = _("The text is longer than %(limit)d characters. Please shorten it.") % {"limit": MAX_CHARACTERS}
        raise FrameworkError([Problem(1, message)])
    try:
        _check_shape(text)
        node = yaml.compose(text, yaml.SafeLoader)
    except FrameworkError:
        raise
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FrameworkError([Problem(line, _("Please remove the invisible control character."))]) from None
    except yaml.MarkedYAMLError as error:
        raise FrameworkError([Problem(_line(error), _yaml_message(error))]) from None
    except (ValueError, OverflowError):
        # PyYAML lets an escaped character beyond the last one there is through to chr().
        raise FrameworkError([Problem(1, _("The text has a character (“\\U…”) that does not exist."))]) from None
    if node is None:
        raise FrameworkError([Problem(1, _("The text is empty. Start from a shipped framework."))])
    return node


def _check_shape(text: str) -> None:
    """Refuse, before anything is built from it, a text that would grow or nest without end."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise FrameworkError([Problem(line, _("References (“*name”) are not allowed. Please write the text out."))])
        if depth > MAX_DEPTH:
            raise FrameworkError([Problem(line, _("The text is nested too deeply for a framework."))])


def _usual(text: str) -> str:
    """Return a text in its usual form: whole characters, where JSON wrote one in two halves, and one line break."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _yaml_message(error: yaml.MarkedYAMLError) -> str:
    return _(
        "This is not valid YAML (%(problem)s). Check the indentation (spaces, no tabs), and put texts with a colon "
        "or a question mark in quotes."
    ) % {"problem": error.problem or error.context}


@dataclass
class _Reader:
    """Walks the YAML nodes; collects problems and goes on, so that an author sees all of them at once."""

    faults: list[tuple[yaml.Node, str]] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    ids: dict[str, int] = field(default_factory=dict)
    items: int = 0

    def wrong(self, node: yaml.Node, message: str) -> None:
        self.faults.append((node, message))

    def framework(self, node: yaml.Node) -> Framework:
        names = ("id", "version", "languages", "title", "description", "target_group", "source", "licence")
        parts = self.mapping(node, (*names, "scale", "areas"))
        self.languages = tuple(self.each(parts.get("languages"), self.language)) or ("en",)
        if len(set(self.languages)) < len(self.languages):
            self.wrong(parts["languages"], _("A language stands here twice. Please keep one."))
        return Framework(
            id=self.id(parts.get("id"), unique=False),
            version=self.text(parts.get("version")),
            languages=self.languages,
            **{name: self.texts(parts.get(name)) for name in ("title", "description", "target_group")},
            source=self.text(parts.get("source")),
            licence=self.text(parts.get("licence")),
            scale=self.scale(parts.get("scale")),
            areas=tuple(self.each(parts.get("areas"), self.area)),
        )

    def scale(self, node: yaml.Node | None) -> Scale:
        parts = self.mapping(node, ("prompt", "levels", "cannot_say"))
        levels = tuple(self.each(parts.get("levels"), self.level))
        if node and [level.value for level in levels] != list(range(1, len(levels) + 1)):
            self.wrong(parts.get("levels", node), _("Number the levels 1, 2, 3 … without gaps, lowest first."))
        if node and not 2 <= len(levels) <= 10:
            self.wrong(parts.get("levels", node), _("A scale has between 2 and 10 levels."))
        return Scale(self.texts(parts.get("prompt")), levels, self.texts(parts.get("cannot_say")))

    def level(self, node: yaml.Node) -> Level:
        parts = self.mapping(node, ("value", "label"))
        text = self.text(parts.get("value"))
        if text.isascii() and text.isdecimal() and len(text) < 4:
            return Level(int(text), self.texts(parts.get("label")))
        if "value" in parts:
            self.wrong(parts["value"], _("The value of a level is a whole number."))
        return Level(0, self.texts(parts.get("label")))

    def area(self, node: yaml.Node) -> Area:
        parts = self.mapping(node, ("id", "title", "competences"))
        return Area(
            self.id(parts.get("id")),
            self.texts(parts.get("title")),
            tuple(self.each(parts.get("competences"), self.competence)),
        )

    def competence(self, node: yaml.Node) -> Competence:
        parts = self.mapping(node, ("id", "title", "description", "items"))
        return Competence(
            self.id(parts.get("id")),
            self.texts(parts.get("title")),
            self.texts(parts.get("description")),
            tuple(self.each(parts.get("items"), self.item)),
        )

    def item(self, node: yaml.Node) -> Item:
        self.items += 1
        if self.items == MAX_ITEMS + 1:
            self.wrong(node, _("A framework has at most %(limit)d items.") % {"limit": MAX_ITEMS})
        parts = self.mapping(node, ("id", "text"))
        return Item(self.id(parts.get("id")), self.texts(parts.get("text")))

    # The small shapes everything above is made of.

    def mapping(self, node: yaml.Node | None, names: tuple[str, ...]) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, _("Here “name: value” lines are expected: %(names)s.") % {"names": ", ".join(names)})
            return {}
        parts: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._take(parts, key, value, names)
        missing = [name for name in names if name not in parts]
        if missing:
            self.wrong(node, _("Please add: %(names)s.") % {"names": ", ".join(missing)})
        return parts

    def _take(self, parts: dict, key: yaml.Node, value: yaml.Node, names: tuple[str, ...]) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name in parts:
            self.wrong(key, _("“%(name)s” stands here twice. Please keep one.") % {"name": name})
        elif name in names:
            parts[name] = value
        else:
            words = {"name": name or "?", "names": ", ".join(names)}
            self.wrong(key, _("“%(name)s” is not known here. Known are: %(names)s.") % words)

    def each(self, node: yaml.Node | None, read: Callable[[yaml.Node], Any]) -> Iterator[Any]:
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.wrong(node, _("Here a list with at least one entry is expected; each entry starts with “-”."))
            return
        for entry in node.value:
            yield read(entry)

    def texts(self, node: yaml.Node | None) -> dict[str, str]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            words = {"example": "{" + ", ".join(f"{code}: …" for code in self.languages) + "}"}
            self.wrong(node, _("Here the text in each language is expected, as in %(example)s.") % words)
            return {}
        parts = self.mapping(node, self.languages)
        # In the framework's order: the first language stands in for those that are missing.
        return {code: self.text(parts[code]) for code in self.languages if code in parts}

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.wrong(node, _("Here a text is expected."))
            return ""
        text = _usual(node.value)
        if len(text) > MAX_TEXT:
            self.wrong(node, _("This text is longer than %(limit)d characters.") % {"limit": MAX_TEXT})
        if _CONTROL.search(text):
            self.wrong(node, _("Please remove the invisible control character."))
        return text.strip()

    def language(self, node: yaml.Node) -> str:
        code = self.text(node)
        if code and not _LANGUAGE.fullmatch(code):
            self.wrong(node, _("“%(code)s” is not a language code such as en, de or pt-br.") % {"code": code})
        return code

    def id(self, node: yaml.Node | None, *, unique: bool = True) -> str:
        text = self.text(node)
        if node is None or not text:
            return ""
        if not _ID.fullmatch(text):
            rule = _("An id has 2 to 40 small letters, digits and “_”, and starts with a letter: “%(id)s” does not.")
            self.wrong(node, rule % {"id": text})
        line = node.start_mark.line + 1
        if unique and text in self.ids:
            words = {"id": text, "line": self.ids[text]}
            self.wrong(node, _("The id “%(id)s” is used in line %(line)d already. Each id is used once.") % words)
        elif unique:
            self.ids[text] = line
        return text
