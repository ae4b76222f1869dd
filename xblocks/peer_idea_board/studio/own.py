"""The author's own structure, as the editor sends it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from peer_idea_board.structures import StructureError
from peer_idea_board.structures.parse import parse
from peer_idea_board.studio.placed import Placed


class OwnStructure(forms.Field):
    """A structure, sent as JSON; cleaned, it is what the block keeps: {} where there is none."""

    def to_python(self, value: Any) -> dict[str, Any]:
        """Check the structure, whether it is in use or not: a broken one would be found later, by learners.

        Raises:
            Placed: by place.
        """
        try:
            data = json.loads(value) if value else {}
        except (TypeError, ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise Placed({"": [_("The structure did not arrive whole. Please reload the page and try again.")]})
        if data:
            try:
                parse(data)
            except StructureError as error:
                raise Placed(error.by_place) from None
        return data
