"""A pilot course that is finished passes the whole gate: its names are locked, and no check finds an error."""

import pytest

from course_quality.checks import find_all
from course_quality.export import opened
from course_quality.finding import Severity

from .olx import COURSES

FINISHED = [root for root in COURSES if (root / "url_names.lock").is_file()]


@pytest.mark.parametrize("root", FINISHED, ids=lambda root: root.name)
def test_no_check_finds_an_error(root):
    with opened(root) as course:
        assert [str(finding) for finding in find_all(course) if finding.severity is Severity.ERROR] == []
