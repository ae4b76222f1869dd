"""Many threads write the state of one block at once; run inside a server's environment, prints what is left."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth import get_user_model
from django.db import connection
from opaque_keys.edx.keys import UsageKey
from xblock.fields import Scope
from xblock.runtime import KeyValueStore

from preview import people
from preview.models import Completion, FieldValue, Score
from preview.runtime.stores import DatabaseStore
from tests.preview.engine.builder import usage

THREADS = 8
TURNS = 15
TIMEOUT = 60
BLOCK = UsageKey.from_string(usage("probe", "p"))


def run() -> None:
    """Every thread writes a field of its own; all write one field, one score, one completion, and what is new."""
    user = get_user_model().objects.create_user("ann")
    together = threading.Barrier(THREADS)

    def work(number: int) -> None:
        for turn in range(TURNS):
            together.wait(TIMEOUT)
            # By itself: a row that all have to lock first would let them in one by one.
            _write(user.pk, **{f"new_{turn}": turn})
            _write(user.pk, **{f"own_{number}": turn, "common": [number, turn]})
            Score.objects.record(user.pk, BLOCK, turn, TURNS, only_if_higher=True)
            Completion.objects.record(user.pk, BLOCK, 1.0)
            people.anonymous_id(user, BLOCK.context_key)
            people.enrol(user, BLOCK.context_key)

    errors = _all_at_once(work)
    values = dict(FieldValue.objects.filter(user_key=user.pk).values_list("field", "value"))
    print(
        json.dumps(
            {
                "vendor": connection.vendor,
                "errors": errors,
                "own": [values.get(f"own_{number}") for number in range(THREADS)],
                "common": values["common"],
                "rows": [FieldValue.objects.count(), Score.objects.count(), Completion.objects.count()],
                "best": Score.objects.get().earned,
            }
        )
    )


def _write(user_id: int, **values: object) -> None:
    keys = {KeyValueStore.Key(Scope.user_state, user_id, BLOCK, name): value for name, value in values.items()}
    DatabaseStore().set_many(keys)


def _all_at_once(work: Callable[[int], None]) -> list[str]:
    def thread(number: int) -> str:
        try:
            work(number)
        except Exception as error:  # Whatever went wrong is what the test wants to see.
            return repr(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(THREADS) as pool:
        return [error for error in pool.map(thread, range(THREADS)) if error]
