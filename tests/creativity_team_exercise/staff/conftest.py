"""What the tests of the course team's part share."""

import pytest

from tests.creativity_team_exercise.services.people import Clock


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """A clock that stands until a test lets time go by."""
    return Clock(monkeypatch)
