"""Who sees what of a team's work: every read and every write begins here, so that nothing is reached past it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from bizmooc.refusal import Refusal
from creativity_team_exercise.engine import Session
from creativity_team_exercise.exercise import Viewer
from creativity_team_exercise.models import Entry, Member, Team
from creativity_team_exercise.techniques import Kind, Sees


def member_of(viewer: Viewer) -> Member | None:
    """Return the viewer's seat, with the team and its plan; None: they have not begun."""
    if not viewer.participant:
        return None
    mine = Member.objects.filter(usage_key=viewer.place.usage_key, participant=viewer.participant)
    return mine.select_related("team__plan").first()


def entries(team: Team, session: Session, seat: int, *, is_staff: bool = False) -> list[Entry]:
    """Return the entries of a team that somebody may see now, oldest first. One query, bounded by the team's size.

    Args:
        team: theirs.
        session: where it is now.
        seat: of who looks; what they wrote before they came to this team is not here.
        is_staff: the course team sees everything.
    """
    written = list(Entry.objects.filter(team=team).order_by("pk"))
    return [one for one in written if is_staff or is_seen(one, session, seat)]


def is_seen(entry: Entry, session: Session, seat: int) -> bool:
    """Tell whether the person on a seat may see an entry of their team now."""
    if entry.seat == seat:
        return True
    if entry.is_hidden:
        return False
    step = session.technique.steps[entry.step]
    if session.has_ended(entry.step):
        return True
    if step.kind == Kind.PASS:
        turn = session.turns.get(seat)
        before = entry.step == session.step and entry.round < session.round
        return bool(before and turn and entry.sheet is not None and turn.sheet == entry.sheet)
    if entry.is_from_pool:
        return entry.step <= session.step
    if entry.step != session.step or step.sees != Sees.TEAM:
        return False
    return bool((turn := session.turns.get(seat)) and turn.is_done)


def require_entries(team: Team, session: Session, seat: int, wanted: Sequence[int]) -> dict[int, Entry]:
    """Return entries of one's own team by their numbers.

    Raises:
        Refusal: 404; whether there is one that they may not see is not told.
    """
    numbers = set(wanted)
    found = {one.pk: one for one in Entry.objects.filter(team=team, pk__in=numbers) if is_seen(one, session, seat)}
    if len(found) < len(numbers):
        raise not_found()
    return found


def not_found() -> Refusal:
    """Return the answer to whoever asks for something that is not there for them."""
    return Refusal(404, _("This is not among your team's work."))
