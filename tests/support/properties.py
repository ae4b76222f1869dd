"""What the property-based tests share: how many examples, and texts as people (and attackers) enter them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# The suite runs on a shared machine beside other suites: examples are few, and a slow moment is no failure.
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where one example is a whole history of requests.
long_stories = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What a browser can send as text: no control characters (of direction neither), no lone surrogates, no non-characters.
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
typed_characters = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\t\n", exclude_characters=_DIRECTION
)
typed_text = st.text(typed_characters, max_size=60)

# JSON of any shape.
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
