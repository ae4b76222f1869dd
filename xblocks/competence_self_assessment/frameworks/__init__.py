"""Frameworks of competences as data: what they are made of, how they are read, which ones ship."""

from competence_self_assessment.frameworks.dump import to_yaml
from competence_self_assessment.frameworks.model import Area, Competence, Framework, Item, Level, Scale
from competence_self_assessment.frameworks.packs import pack, packs, sources
from competence_self_assessment.frameworks.parse import FrameworkError, Problem, parse

__all__ = [
    "Area",
    "Competence",
    "Framework",
    "FrameworkError",
    "Item",
    "Level",
    "Problem",
    "Scale",
    "pack",
    "packs",
    "parse",
    "sources",
    "to_yaml",
]
