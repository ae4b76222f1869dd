"""Frameworks put together from files of another kind, whose texts know the line they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from competence_self_assessment.frameworks.dump import to_yaml
from competence_self_assessment.frameworks.model import Framework
from competence_self_assessment.frameworks.parse import MAX_CHARACTERS, FrameworkError, Problem, read


@dataclass(frozen=True)
class Placed:
    """A text and the line (counted from 1) of the file it came from."""

    text: str
    line: int


def framework_from(data: Mapping[str, Any]) -> Framework:
    """Build a framework under the rules of a pack file.

    Args:
        data: the shape of a pack file; texts are ``Placed``, or plain where they came from no line.

    Raises:
        FrameworkError: with every problem, each at the line its text came from.
    """
    framework = read(_node(data, 1))
    if len(to_yaml(framework)) > MAX_CHARACTERS:
        message = _("The framework is longer than %(limit)d characters. Please shorten it.") % {"limit": MAX_CHARACTERS}
        raise FrameworkError([Problem(1, message)])
    return framework


def _node(data: Any, line: int) -> yaml.Node:
    line = _first_line(data) or line
    mark = yaml.Mark("", 0, line - 1, 0, None, 0)
    if isinstance(data, Mapping):
        pairs = [(_node(name, _first_line(value) or line), _node(value, line)) for name, value in data.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark)
    if isinstance(data, list | tuple):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(entry, line) for entry in data], mark)
    text = data.text if isinstance(data, Placed) else str(data)
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark)


def _first_line(data: Any) -> int | None:
    if isinstance(data, Placed):
        return data.line
    parts = data.values() if isinstance(data, Mapping) else data if isinstance(data, list | tuple) else ()
    return next((line for line in map(_first_line, parts) if line), None)
