"""Ids made from words, for authors who enter none."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST = 34


def id_from(words: str, kind: str, taken: set[str]) -> str:
    """Return an id that is not taken yet, and take it.

    The same words give the same id, wherever they stand: an item keeps the answers it got when others are added
    or moved, and gets a new id when it is reworded. Words that occur again are numbered.

    Args:
        words: a title, a text, or an id of another system, in any script.
        kind: what it is for ("item"): begins an id that the words cannot begin.
        taken: ids in use; the new one is added.
    """
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not slug or 2 * len(slug) < len(words.strip()):  # Most of the words are in another script.
        slug = f"{kind}_{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    elif len(slug) < 2 or not slug[0].isalpha():
        slug = f"{kind}_{slug}"
    base = _cut(slug)
    number, id_ = 1, base
    while id_ in taken:
        number += 1
        id_ = f"{base}_{number}"
    taken.add(id_)
    return id_


def _cut(slug: str) -> str:
    """Shorten at the end of a word, if there is one in the second half."""
    if len(slug) <= _LONGEST:
        return slug
    cut = slug[: _LONGEST + 1].rpartition("_")[0]
    return cut if len(cut) > _LONGEST // 2 else slug[:_LONGEST]
