"""Point 8: a block is complete when its learner has handed in, not when it was looked at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from xblock.completable import CompletableXBlockMixin, XBlockCompletionMode
from xblock.core import XBlock

from preview.models import Completion, EventLog, Score
from tests.contract.cases import Case
from tests.contract.conftest import PlayUnit
from tests.support.preview_host import LMS_PAGES, NAMED, PAGES, PreviewHost, Role

Committing = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Committing) -> Callable[[], AbstractContextManager[Any]]:
    """What waits for the commit is done at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _completed(host: PreviewHost) -> dict[str, float]:
    rows = Completion.objects.values_list("user__username", "usage_key", "completion")
    return {f"{user} {key.rpartition('@')[2]}": value for user, key, value in rows}


def test_the_class_says_that_it_completes_itself(case: Case) -> None:
    cls = XBlock.load_class(case.block_type)
    assert issubclass(cls, CompletableXBlockMixin)
    assert XBlockCompletionMode.get_mode(cls) == XBlockCompletionMode.COMPLETABLE
    assert cls.has_custom_completion


@pytest.mark.parametrize("role", PAGES, ids=lambda role: role.value)
def test_looking_completes_nothing(case: Case, preview: PreviewHost, role: Role, committing: Any) -> None:
    with committing():
        page = preview.show(role, "one")
    assert f'data-block-type="{case.block_type}"' in page
    assert "data-mark-completed-on-view" not in page
    assert _completed(preview) == {}


@pytest.mark.parametrize("role", LMS_PAGES, ids=lambda role: role.value)
def test_the_page_cannot_complete_it_either(case: Case, preview: PreviewHost, role: Role, committing: Any) -> None:
    with committing():
        reply = preview.call(role, "one", "publish_completion", {"completion": 1})
    assert reply.status == 400
    assert _completed(preview) == {}


def test_nor_does_anything_before_handing_in(case: Case, preview: PreviewHost, committing: Any) -> None:
    with committing():
        for handler in case.learner_writes:
            if handler != case.hands_in:
                assert preview.call(Role.LEARNER, "one", handler, case.body(handler)).status == 200
    assert _completed(preview) == {}


@pytest.mark.parametrize("role", NAMED, ids=lambda role: role.value)
def test_handing_in_completes_this_block_for_this_person(
    case: Case, play_unit: PlayUnit, role: Role, committing: Any
) -> None:
    host = play_unit(case.olx("one", participation_points="3") + case.olx("two"))
    with committing():
        reply = host.call(role, "one", case.hands_in, case.body(case.hands_in))
    if role in (Role.LEARNER, Role.STAFF, Role.GENERIC):
        assert reply.status == 200
        assert _completed(host) == {f"{role.user} one": 1.0}
        [score] = Score.objects.all()
        assert (score.user.username, score.earned, score.possible) == (role.user, 3.0, 3.0)
    else:
        assert reply.status == 403
        assert _completed(host) == {}
        assert not Score.objects.exists()
        assert not EventLog.objects.filter(name__in=["grade", "completion"]).exists()


def test_ungraded_it_completes_without_a_score(case: Case, preview: PreviewHost, committing: Any) -> None:
    with committing():
        preview.call(Role.LEARNER, "one", case.hands_in, case.body(case.hands_in))
    assert _completed(preview) == {"anna one": 1.0}
    assert not Score.objects.exists()


def test_what_is_refused_completes_nothing(case: Case, preview: PreviewHost, committing: Any) -> None:
    body = case.body(case.hands_in)
    with committing():
        reply = preview.call(
            Role.LEARNER, "one", case.hands_in, {**body, "values": {**body["values"], "no_field": "1"}}
        )
    assert reply.status == 400
    assert _completed(preview) == {}
