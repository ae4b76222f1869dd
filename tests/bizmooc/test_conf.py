"""The suite's one Django setting."""

import pytest

from bizmooc.conf import DEFAULTS, setting


def test_what_the_operator_leaves_out_has_its_default(settings):
    del settings.BIZMOOC
    assert {name: setting(name) for name in DEFAULTS} == DEFAULTS


def test_what_the_operator_sets_counts(settings):
    settings.BIZMOOC = {"POLLING": False}
    assert setting("POLLING") is False
    assert setting("DIGESTS") is True


def test_one_limit_changes_and_the_others_stay(settings):
    settings.BIZMOOC = {"IDEA_BOARD_LIMITS": {"vote": (5, 60)}}
    assert setting("IDEA_BOARD_LIMITS") == {**DEFAULTS["IDEA_BOARD_LIMITS"], "vote": (5, 60)}
    assert DEFAULTS["IDEA_BOARD_LIMITS"]["vote"] == (300, 3600)


def test_a_name_that_does_not_exist_is_an_error(settings):
    settings.BIZMOOC = {"POLING": False}
    with pytest.raises(KeyError):
        setting("POLING")
