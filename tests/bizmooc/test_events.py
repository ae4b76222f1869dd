"""Events leave after the commit, and only then."""

import pytest
from django.db import transaction

from bizmooc.conf import setting
from bizmooc.events import publish
from tests.support.bare_host import BareHost


@pytest.mark.django_db(transaction=True)
class TestPublish:
    def test_outside_a_transaction_it_is_at_once(self):
        block = BareHost().block()
        publish(block, "bizmooc.x.y.z", {"a": 1})
        assert block.runtime.published == [("bizmooc.x.y.z", {"a": 1})]

    def test_inside_one_it_waits(self):
        block = BareHost().block()
        with transaction.atomic():
            publish(block, "bizmooc.x.y.z", {})
            assert block.runtime.published == []
        assert len(block.runtime.published) == 1

    def test_what_is_rolled_back_did_not_happen(self):
        block = BareHost().block()
        with transaction.atomic():
            publish(block, "bizmooc.x.y.z", {})
            transaction.set_rollback(True)
        assert block.runtime.published == []

    def test_what_is_changed_later_does_not_change_the_event(self):
        block, payload = BareHost().block(), {"a": 1}
        with transaction.atomic():
            publish(block, "bizmooc.x.y.z", payload)
            payload["a"] = 2
        assert block.runtime.published[0][1] == {"a": 1}


def test_settings_have_defaults_and_no_others(settings):
    settings.BIZMOOC = {"MAX_BODY_BYTES": 7}
    assert (setting("MAX_BODY_BYTES"), setting("WRITE_ATTEMPTS")) == (7, 5)
    del settings.BIZMOOC
    assert setting("MAX_BODY_BYTES") == 200_000
    with pytest.raises(KeyError):
        setting("MAX_BODY")
