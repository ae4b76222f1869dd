"""What a learner reads: where they are, what is asked now, until when, and what comes next."""

from __future__ import annotations

import pytest

from tests.creativity_team_exercise.acting import exercise, home, join, words_of
from tests.support.bare_host import Person

pytestmark = pytest.mark.django_db
ANNA = Person(1)


def test_one_begins_with_an_idea_and_then_has_a_sheet():
    host = exercise(question="How can the library be open longer?", size=3)
    assert "Join a team with this idea" in words_of(home(host, ANNA))
    join(host, ANNA)
    assert "Your own sheet" in words_of(home(host, ANNA))
