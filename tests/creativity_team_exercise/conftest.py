"""The block on a host whose answers the tests set; errors in views are raised."""

import pytest

from tests.support.bare_host import Campus


@pytest.fixture(autouse=True)
def campus(settings):
    """The host's answers; none of them set."""
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus", "RAISE_VIEW_ERRORS": True}
    return Campus.reset()
