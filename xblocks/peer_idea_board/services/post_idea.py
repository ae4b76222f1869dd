"""Put an idea on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from bizmooc.writes import write_once
from peer_idea_board.board import Actor, Rules
from peer_idea_board.models import Idea, Kind, State
from peer_idea_board.services import counts, index, members, structure_versions, tally
from peer_idea_board.services.save_draft import NEW_IDEA, discard_draft


@dataclass(frozen=True)
class IdeaText:
    """What an author writes; checked by a form.

    Attributes:
        title: one line.
        content: part id to text, only parts that were filled in.
        link: an https address, or "".
        tags: as written, each once.
        may_be_reused: later runs may see it as an example.
    """

    title: str
    content: Mapping[str, str]
    link: str = ""
    tags: tuple[str, ...] = field(default=())
    may_be_reused: bool = False

    def as_columns(self) -> dict[str, object]:
        """Return what goes into the row."""
        return {
            "title": self.title,
            "content": dict(self.content),
            "link": self.link,
            "tags": list(self.tags),
            "may_be_reused": self.may_be_reused,
        }


def post_idea(actor: Actor, rules: Rules, text: IdeaText) -> Idea | None:
    """Store an idea; others see it at once, or when the course team has approved it where the author wants that.

    Returns:
        The idea; None where this request was carried out before.

    Raises:
        Refusal: 403, muted, or too many in a short time.
    """
    version = structure_versions.keep(rules.structure)

    def post() -> Idea:
        member = members.lock(actor)
        own = Idea.objects.filter(usage_key=actor.place.usage_key, participant=actor.key.participant)
        members.require_rate("post_idea", own, "changed_at")
        now = timezone.now()
        waits = rules.pre_approval and not actor.person.is_course_team
        idea = Idea.objects.create(
            board=members.board(actor.place, actor.group),
            usage_key=actor.place.usage_key,
            course_key=actor.place.course_key,
            participant=actor.key.participant,
            is_course_team=actor.person.is_course_team,
            structure=version,
            state=State.PENDING if waits else State.LIVE,
            posted_at=None if waits else now,
            changed_at=now,
            **text.as_columns(),
        )
        index.write(idea)
        discard_draft(actor, NEW_IDEA)
        pending = {(Kind.PENDING, 0): 1} if waits else {}
        counts.add(actor.place, *members.acted(member, ideas=1), tally.of_idea(idea), pending)
        return idea

    return write_once(actor.key, post)
