"""From ratings to scale scores."""

from collections.abc import Sequence


def scale_score(ratings: Sequence[int | None]) -> float | None:
    """Return the mean of the ratings given, None if fewer than half of the items were rated.

    The half rule (Fairclough & Cella 1996): a person's mean stands for the whole scale when at least half of its
    items were answered. Missing ratings are left out, never counted as zero.

    Args:
        ratings: of one person, one for each item of the scale; None where missing.
    """
    given = [rating for rating in ratings if rating is not None]
    if not given or len(given) * 2 < len(ratings):
        return None
    return sum(given) / len(given)
