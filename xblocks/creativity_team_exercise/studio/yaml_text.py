"""Plain data as YAML that people write and read, and the line in which each of its values stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

MAX_CHARACTERS = 60_000
# Data in several languages is 6 levels deep. PyYAML takes minutes over thousands of them.
MAX_DEPTH = 12
_WIDTH = 100
# As in YAML 1.2. The older rules that PyYAML follows make a truth of "no", a number of "1:30", a date of "2027-03-01".
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# Ends of lines to YAML, which reads any of them as "\n": in double quotes they are written as what they are.
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


class YamlError(ValueError):
    """A text is not YAML, or not of the simple kind.

    Attributes:
        line: where, counted from 1.
    """

    def __init__(self, line: int, sentence: str):
        self.line = line
        super().__init__(sentence)


@dataclass
class Read:
    """What a text holds.

    Attributes:
        data: mappings with names, lists, texts, whole numbers, truths and nothing.
        lines: from 1, by place: names and positions (from 0) on the way, as in "steps.0.title"; "": the whole.
    """

    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, place: str) -> int:
        """Return the line of a place; of what is not there: of that in which it is missing."""
        while place and place not in self.lines:
            place = place.rpartition(".")[0]
        return self.lines.get(place, 1)


def read(text: str) -> Read:
    """Read YAML.

    Raises:
        YamlError: with the first line that cannot be read.
    """
    if len(text) > MAX_CHARACTERS:
        sentence = _("The text is longer than %(limit)d characters. Please shorten it.")
        raise YamlError(1, sentence % {"limit": MAX_CHARACTERS})
    found = Read()
    node = _compose(text)
    if node is not None:
        found.data = _value(node, "", found.lines)
    return found


def write(data: Any) -> str:
    """Return data as YAML; read() gives the same back. What is no plain data is written as text."""
    try:
        plain = json.loads(json.dumps(data, default=str, skipkeys=True))
        return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    except (ValueError, RecursionError):
        # Endless, or deeper than anybody could mend it.
        return ""


def _compose(text: str) -> yaml.Node | None:
    try:
        _check_shape(text)
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(line, _("Please remove the invisible control characters from this line.")) from None
    except yaml.MarkedYAMLError as error:
        raise YamlError(_line(error), _message(error)) from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, YamlError):
            raise
        # PyYAML lets an escaped character beyond the last one there is through to chr().
        raise YamlError(1, _("The text has a character (“\\U…”) that does not exist.")) from None


def _check_shape(text: str) -> None:
    """Refuse, before anything is built from it, a text that would grow or nest without end."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(line, _("References (“*name”) are not allowed. Please write the text out."))
        if depth > MAX_DEPTH:
            raise YamlError(line, _("The text is nested too deeply. Please check the indentation."))


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _message(error: yaml.MarkedYAMLError) -> str:
    sentence = _(
        "This is not valid YAML (%(problem)s). Check the indentation (spaces, no tabs), and put texts with a colon "
        "in quotes."
    )
    return sentence % {"problem": error.problem or error.context}


def _value(node: yaml.Node, place: str, lines: dict[str, int]) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(entry, _inside(place, str(number)), lines) for number, entry in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, place: str, lines: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError(line, _("Here “name: value” is expected."))
        if key.value in found:
            raise YamlError(line, _("“%(name)s” stands here twice. Please keep one.") % {"name": key.value[:40]})
        inner = _inside(place, key.value)
        # A name stands where it is written, even if what it names begins on the next line.
        lines[inner] = line
        found[key.value] = _value(value, inner, lines)
    return found


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _scalar(node: yaml.Node) -> Any:
    text = _whole_characters(node.value)
    if node.style is not None:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _WHOLE.fullmatch(text) else text


def _whole_characters(text: str) -> str:
    """Return a text in which characters that JSON wrote in two halves are whole."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


class _Dumper(yaml.SafeDumper):
    """Entries of lists stand under their name, indented; texts with line breaks stand as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        style = '"' if _BREAKS.search(text) else "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.text)
