"""A framework from the OLX of Problem Builder, an archived XBlock that served for self-assessments.

What becomes what:

- A rating question (``pb-rating``) is an item, and so is a multiple-choice question whose choices have the values
  1, 2, 3 … and of which none is wrong: Problem Builder's dashboard averages both.
- The block with the questions (``problem-builder``, ``sb-step``, and ``mentoring`` of the first version) is a
  competence.
- A dashboard (``pb-dashboard``) is an area with the blocks it lists, without the questions it hides. Blocks on no
  dashboard are in the area of their step builder, or in one that has the framework's title.
- A framework has one scale: the most frequent number of levels, in their most frequent wording.

All else is told in a report. Tags and fields are those of Problem Builder's last release.
"""

from competence_self_assessment.frameworks.problem_builder.reading import read_problem_builder
from competence_self_assessment.frameworks.problem_builder.report import Note

__all__ = ["Note", "read_problem_builder"]
