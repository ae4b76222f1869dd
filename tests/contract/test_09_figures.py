"""Point 9: figures are for the course's staff in the LMS, in the block's own page, in whatever frame that is."""

from __future__ import annotations

import re

import pytest

from tests.contract.cases import Case, rows_of
from tests.support.preview_host import NAMED, PAGES, PreviewHost, Role

STAFF_PART = re.compile(r'data-load="(\w+)"')


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role.value)
def test_only_staff_are_offered_figures(case: Case, preview: PreviewHost, role: Role) -> None:
    offered = set(STAFF_PART.findall(preview.show(role, "one"))) - set(case.learner_reads)
    assert offered == (set(case.staff_reads) if role is Role.STAFF else set())


@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.value)
def test_only_staff_get_figures(case: Case, preview: PreviewHost, role: Role) -> None:
    for handler in case.staff_reads:
        reply = preview.call(role, "one", handler)
        if role is Role.STAFF:
            assert reply.status == 200
            assert "<" in reply.body["html"]
        else:
            assert reply.status == 403
            assert set(reply.body) == {"error", "fields"}


def test_figures_name_nobody(case: Case, preview: PreviewHost) -> None:
    for handler in case.learner_writes:
        assert preview.call(Role.LEARNER, "one", handler, case.body(handler)).status == 200
    for handler in case.staff_reads:
        html = preview.call(Role.STAFF, "one", handler).body["html"]
        assert not [word for word in ("anna", "Anna", "anna@example.org") if word in html]


def test_figures_are_those_of_this_block(case: Case, preview: PreviewHost) -> None:
    preview.call(Role.LEARNER, "one", case.hands_in, case.body(case.hands_in))
    here, there = (preview.call(Role.STAFF, name, case.staff_reads[0]).body["html"] for name in ("one", "two"))
    assert here != there


def test_reading_writes_nothing(case: Case, preview: PreviewHost) -> None:
    preview.call(Role.LEARNER, "one", case.hands_in, case.body(case.hands_in))
    before = rows_of(case)
    for role in NAMED:
        for handler in case.staff_reads:
            preview.call(role, "one", handler)
    for role in PAGES:
        preview.show(role, "one")
    assert rows_of(case) == before


def test_no_link_leaves_the_frame_by_accident(case: Case, preview: PreviewHost) -> None:
    """In the learning MFE every link without a target opens in the frame's parent."""
    pages = [preview.show(role, "one") for role in (Role.STUDIO_PREVIEW, Role.STUDIO_EDITOR)]
    pages += [preview.call(Role.STAFF, "one", handler).body["html"] for handler in case.staff_reads]
    links = [link for page in pages for link in re.findall(r"<a\b[^>]*>", page)]
    assert [link for link in links if "target=" not in link] == []
