"""What was dealt from the pool goes with the idea that it is of: when it is hidden, and when its author is erased."""

from __future__ import annotations

import pytest

from creativity_team_exercise.models import Entry, PoolIdea
from creativity_team_exercise.services import erase
from creativity_team_exercise.services import help as helping
from creativity_team_exercise.services.come import come

from .people import HERE, actor, join, rules, seen_by, session_of, write

pytestmark = pytest.mark.django_db
PAIR = rules(size=2, seeds=())
TEXT = "The first idea of 1"


@pytest.fixture
def dealt(clock) -> Entry:
    """Return an idea that somebody who works alone was dealt from a team that has ended."""
    join(1, PAIR, may_be_reused=True), join(2, PAIR)
    clock.wait(10_000)
    come(actor(1), PAIR)
    join(3, PAIR, alone=True)
    write(3, "My second")
    come(actor(3), PAIR)
    assert session_of(Entry.objects.get(text="My second").team).round == 1
    return Entry.objects.get(text=TEXT, is_from_pool=True)


def test_it_is_seen(dealt) -> None:
    assert TEXT in seen_by(3)


def test_it_is_hidden_with_the_idea(dealt) -> None:
    origin = Entry.objects.get(text=TEXT, is_from_pool=False)
    helping.hide_entry(HERE, "f" * 32, origin.pk, "An insult")
    assert TEXT not in seen_by(3)
    assert TEXT in seen_by(1)
    assert not PoolIdea.objects.filter(text=TEXT).exists()
    helping.restore_entry(HERE, "f" * 32, origin.pk, "It is none")
    assert TEXT in seen_by(3)


def test_one_that_was_dealt_is_hidden_wherever_it_was(dealt, clock) -> None:
    join(4, PAIR, alone=True)
    write(4, "Mine, too")
    come(actor(4), PAIR)
    assert TEXT in seen_by(4)
    helping.hide_entry(HERE, "f" * 32, dealt.pk, "An insult")
    assert TEXT not in seen_by(3) | seen_by(4)
    assert TEXT in seen_by(2)
    assert not PoolIdea.objects.filter(text=TEXT).exists()


def test_it_is_blanked_when_its_author_is_erased(dealt) -> None:
    kept = Entry.objects.filter(text="").count()
    erase.retire([actor(1).key.participant])
    assert not Entry.objects.filter(text=TEXT).exists()
    assert not PoolIdea.objects.filter(text=TEXT).exists()
    # In the author's team and where it was dealt.
    assert Entry.objects.filter(text="").count() == kept + 2
