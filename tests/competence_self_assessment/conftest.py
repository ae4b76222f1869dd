"""The block on the barest host: no platform, errors in views raised."""

import pytest


@pytest.fixture(autouse=True)
def _no_platform(settings):
    settings.BIZMOOC = {"PLATFORM": "bizmooc.hosting.platform.NoPlatform", "RAISE_VIEW_ERRORS": True}
