"""Made-up names that say nothing of a person: a colour or a weather, something one finds outdoors, and a number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bizmooc.hosting.participant import Place, pseudonym

_COLOURS = """
Amber Azure Blue Bright Bronze Calm Clear Copper Coral Crimson Early Emerald Evening Gentle Golden Green Grey Hazel
Indigo Ivory Jade Late Light Lilac Lime Mint Misty Morning Olive Orange Pearl Purple Quiet Red Rosy Ruby Russet Sandy
Scarlet Silver Sky Snowy Sunny Teal Turquoise Violet White Windy Winter Yellow
"""
_THINGS = """
Acorn Alder Apple Aspen Bay Beech Birch Bridge Brook Cedar Cherry Cliff Cloud Clover Comet Cove Creek Dune Elm Fern
Field Fir Fjord Forest Garden Grove Harbour Heather Hill Island Ivy Juniper Lagoon Lake Larch Lark Maple Meadow Moon
Moss Oak Orchard Path Pebble Pine Pond Poplar Reed River Rowan Sage Shore Spruce Star Stone Stream Summit Thistle Tide
Valley Wave Willow
"""
_FIRST, _SECOND = _COLOURS.split(), _THINGS.split()


def aliases(place: Place, participant: str) -> Iterator[str]:
    """Yield names for a person in a block, always the same ones, for the case that the first is taken."""
    number = int(pseudonym(participant, course_key=place.usage_key, purpose="alias"), 16)
    name = f"{_FIRST[number % len(_FIRST)]} {_SECOND[number // len(_FIRST) % len(_SECOND)]}"
    digits = int(hashlib.sha256(str(number).encode()).hexdigest(), 16)
    for length in range(2, 12):
        yield f"{name} {digits % 10**length:0{length}d}"
