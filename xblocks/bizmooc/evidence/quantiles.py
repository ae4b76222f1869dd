"""Quantiles and tails of the t and F distributions, from scipy where the host has it.

scipy takes long to import and much memory, so it is imported by the first call, which only pages for staff make.
`scipy.special` is enough, and far lighter than `scipy.stats`.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from bizmooc.evidence.unavailable import Figure, Reason, Unavailable

_NO_SCIPY = Unavailable(Reason.NO_SCIPY)


def t_quantile(share: float, df: int) -> Figure:
    """Return the value below which this share of Student's t with df degrees of freedom lies."""
    special = _special()
    return float(special.stdtrit(df, share)) if special else _NO_SCIPY


def t_two_sided(t: float, df: int) -> Figure:
    """Return how probable a value at least as far from zero as t is."""
    special = _special()
    return float(2 * special.stdtr(df, -abs(t))) if special else _NO_SCIPY


def f_quantile(share: float, df_above: int, df_below: int) -> Figure:
    """Return the value below which this share of Fisher's F lies."""
    special = _special()
    return float(special.fdtri(df_above, df_below, share)) if special else _NO_SCIPY


def _special() -> ModuleType | None:
    try:
        return importlib.import_module("scipy.special")
    except ImportError:
        return None
