"""Writing a framework as YAML that a person reads and edits."""

from __future__ import annotations

from typing import Any

import yaml
from django.utils.translation import gettext as _

from competence_self_assessment.frameworks.model import Framework, from_data

# A line ends with the first word that stands beyond it.
_WIDTH = 100


def to_yaml(framework: Framework) -> str:
    """Return a framework as YAML; ``parse`` reads the same framework from it.

    Equal frameworks give equal texts: the order is that of the model, languages stand in the framework's order.
    """
    data = from_data(framework.as_data()).as_data() | {"languages": _OneLine(framework.languages)}
    return _explanation() + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _explanation() -> str:
    lines = (
        _("A framework for self-assessment: areas have competences, competences have items, learners rate the items."),
        _("Every text stands once for each language listed. Put a text with a colon in quotes."),
        _("Ids are stored with learners' answers: never reuse one, never give one a new meaning."),
    )
    # A translation may have a line break.
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


class _OneLine(list):
    """A list that reads best in one line."""


class _Dumper(yaml.SafeDumper):
    """Entries of lists stand under their name, indented; texts with line breaks stand as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)

    def one_line(self, entries: _OneLine) -> yaml.SequenceNode:
        return self.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=True)


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(_OneLine, _Dumper.one_line)
