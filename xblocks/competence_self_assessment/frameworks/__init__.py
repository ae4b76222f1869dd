"""Frameworks of competences as data: what they are made of, how they are read, which ones ship."""

from competence_self_assessment.frameworks.dump import to_yaml
from competence_self_assessment.frameworks.model import Area, Competence, Framework, Item, Level, Scale
from competence_self_assessment.frameworks.packs import pack, packs, sources
from competence_self_assessment.frameworks.parse import FrameworkError, Problem, parse
from competence_self_assessment.frameworks.read_table import from_csv
from competence_self_assessment.frameworks.sheet import text_of
from competence_self_assessment.frameworks.table import to_csv

__all__ = [
    "Area",
    "Competence",
    "Framework",
    "FrameworkError",
    "Item",
    "Level",
    "Problem",
    "Scale",
    "from_csv",
    "pack",
    "packs",
    "parse",
    "sources",
    "text_of",
    "to_csv",
    "to_yaml",
]
