"""The ``completion`` service: what the bound person has finished."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from opaque_keys.edx.keys import UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock

from preview.blocks.mixins import completes_on_view
from preview.models import Completion

if TYPE_CHECKING:
    from preview.runtime.seat import Seat


class CompletionService:
    """Answers for the person of one seat, in one course."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    def completion_tracking_enabled(self) -> bool:
        """Always, here."""
        return True

    def visual_progress_enabled(self) -> bool:
        """Always, here."""
        return True

    def get_completions(self, candidates: Iterable[UsageKey]) -> dict[UsageKey, float]:
        """How far each of these blocks is completed, from 0 to 1."""
        wanted = {str(key): key for key in candidates}
        rows = Completion.objects.filter(user=self._seat.user, usage_key__in=wanted)
        known = dict(rows.values_list("usage_key", "completion"))
        return {key: known.get(name, 0.0) for name, key in wanted.items()}

    def vertical_is_complete(self, item: XBlock) -> bool:
        """Whether everything that can be completed in a unit is.

        Raises:
            ValueError: the block is not a unit.
        """
        if item.scope_ids.block_type != "vertical":
            raise ValueError("The passed in xblock is not a vertical type!")
        candidates = [
            child.scope_ids.usage_id
            for child in item.get_children()
            if XBlockCompletionMode.get_mode(child) == XBlockCompletionMode.COMPLETABLE
        ]
        return all(value == 1.0 for value in self.get_completions(candidates).values())

    def can_mark_block_complete_on_view(self, block: XBlock) -> bool:
        """Whether looking at the block completes it."""
        return completes_on_view(block)

    def blocks_to_mark_complete_on_view(self, blocks: Iterable[XBlock]) -> set[XBlock]:
        """Those blocks that looking at will complete and that are not complete yet."""
        open_blocks = {block for block in blocks if completes_on_view(block)}
        done = self.get_completions(block.scope_ids.usage_id for block in open_blocks)
        return {block for block in open_blocks if done[block.scope_ids.usage_id] < 1.0}

    def get_complete_on_view_delay_ms(self) -> int:
        """After how long in view a block counts as seen."""
        return settings.PREVIEW_COMPLETE_BY_VIEWING_MS

    def submit_group_completion(
        self,
        block_key: UsageKey,
        completion: float,
        users: Iterable[Any] | None = None,
        user_ids: Iterable[int] | None = None,
    ) -> list[Completion]:
        """Store the same completion for several people."""
        ids = {user.pk for user in users or ()} | set(user_ids or ())
        return [Completion.objects.record(user_id, block_key, completion) for user_id in sorted(ids)]
