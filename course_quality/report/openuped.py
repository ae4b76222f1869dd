"""Where a course stands against the eight OpenupEd features: what a machine can tell, and what a person must judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """One feature.

    Attributes:
        name: Its name.
        checks: The checks that say something about it.
        judge: What only a person can judge.
    """

    name: str
    checks: tuple[str, ...]
    judge: str


FEATURES = (
    Feature("Openness to learners", ("policy-hurdles", "policy-dates", "policy-about", "assessment-reachable"),
            "Can anybody enrol who wants to, whatever they learned before? Is it said where to get help?"),
    Feature("Digital openness", ("rights-log", "rights-readings", "links-outside", "archive-same-bytes"),
            "Is the licence the one that you want? May everything in the log be used as it is?"),
    Feature("Learner-centred approach", ("pedagogy-outcomes", "pedagogy-alignment", "pedagogy-e-tivities"),
            "Do the activities let people build on what they know and use it in their own lives?"),
    Feature("Independent learning", ("load-stated", "load-unit-minutes", "load-week", "pedagogy-parts"),
            "Can somebody without a teacher go through it, and find their way after a week away?"),
    Feature("Media-supported interaction", ("load-action", "load-kinds", "questions-feedback", "questions-solution"),
            "Is the feedback useful? Does anybody answer in the discussions?"),
    Feature("Recognition options", ("policy-certificate", "assessment-types", "assessment-weights"),
            "Does the certificate mean something to an employer or a school near you?"),
    Feature("Quality focus", ("olx-cleaner", "structure-readable", "links-files-exist", "links-targets",
                              "pedagogy-retrieval"),
            "Is the content right and current? Have learners and colleagues looked at it, and what was changed?"),
    Feature("Spectrum of diversity", ("accessibility-alt", "accessibility-headings", "accessibility-tables",
                                      "accessibility-contrast", "language-sentences", "language-grade"),
            "Do people with other lives, languages and bodies find themselves in the examples?"),
)  # fmt: skip
