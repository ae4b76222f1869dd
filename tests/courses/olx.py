"""The pilot courses in ``course_exports`` as the tests read them: one resolved tree each."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

REPOSITORY = Path(__file__).parents[2]
COURSES = sorted(path.parent for path in REPOSITORY.glob("course_exports/*/course.xml"))
# Block types of this suite. They are written inline in the unit: the platform ignores a definition
# file of a custom block without a word, and the learner gets a block with default settings.
OUR_BLOCK_TYPES = frozenset({"competence_self_assessment", "peer_idea_board", "creativity_team_exercise"})


@dataclass(frozen=True)
class Course:
    """One course export with its pointers followed.

    Attributes:
        root: The folder that holds ``course.xml``.
        tree: The ``course`` element, in which every pointer is replaced by what it points to.
    """

    root: Path
    tree: etree._Element

    @classmethod
    def load(cls, root: Path) -> "Course":
        """Read the export in ``root``.

        Raises:
            OSError: a pointer leads to a file that is not there.
            lxml.etree.XMLSyntaxError: a file is not well formed.
        """
        return cls(root, _resolve(etree.parse(root / "course.xml").getroot(), root))

    @property
    def run(self) -> str:
        """The run name, which is also the name of the policy folder."""
        return self.tree.get("url_name")

    @property
    def policy(self) -> dict:
        """The course settings of ``policy.json``."""
        return self._policy_file("policy.json")[f"course/{self.run}"]

    @property
    def grading_policy(self) -> dict:
        """The content of ``grading_policy.json``."""
        return self._policy_file("grading_policy.json")

    @property
    def licences(self) -> list[dict[str, str]]:
        """The rows of ``LICENSES.csv``."""
        with (self.root / "LICENSES.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def html(self, block: etree._Element) -> str:
        """The page text of an ``html`` block."""
        return (self.root / "html" / f"{block.get('filename')}.html").read_text(encoding="utf-8")

    def _policy_file(self, name: str) -> dict:
        return json.loads((self.root / "policies" / self.run / name).read_text(encoding="utf-8"))


def _resolve(element: etree._Element, root: Path) -> etree._Element:
    """Return ``element`` with its own pointer and those of its descendants followed."""
    if element.tag in OUR_BLOCK_TYPES:
        return element
    if not len(element) and set(element.attrib) <= {"url_name", "org", "course"}:
        definition = etree.parse(root / element.tag / f"{element.get('url_name')}.xml").getroot()
        definition.attrib.update(element.attrib)
        element = definition
    if element.tag in {"course", "chapter", "sequential", "vertical"}:
        element[:] = [_resolve(child, root) for child in list(element)]
    return element
