"""The workbench of the XBlock SDK as a host in tests: somebody else's, with real HTTP handlers.

Its own user service knows neither roles nor anonymous ids, so ``People`` stands in for it, with the LMS's keys.
Who is asking is told by ``?student=``, as everywhere in the workbench: ``anna`` learns, ``staff-ivo`` teaches.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.test import Client
from workbench import scenarios
from workbench.runtime import WorkbenchRuntime

_names = count(1)
STAFF_PREFIX = "staff-"


class _Person:
    """A user as XBlock's user service hands it out."""

    def __init__(self, name: str):
        self.full_name = name
        self.emails: list[str] = []
        is_staff = name.startswith(STAFF_PREFIX)
        self.opt_attrs = {
            "edx-platform.is_authenticated": True,
            "edx-platform.anonymous_user_id": hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(),
            "edx-platform.user_is_staff": is_staff,
            "edx-platform.user_role": "staff" if is_staff else "student",
        }


class People:
    """A user service with the LMS's attributes; the workbench makes one for each request."""

    runtime: Any
    """Set by the workbench: its runtime, which knows the student."""

    def get_current_user(self) -> _Person:
        """The person named by ``?student=``."""
        return _Person(str(self.runtime.user_id))


@dataclass(frozen=True)
class Stage:
    """One scenario on the workbench.

    Attributes:
        name: The scenario's id in addresses.
        xml: What it was made from.
    """

    name: str
    xml: str

    def open(self, client: Client, student: str) -> str:
        """The page a student sees.

        Raises:
            AssertionError: The workbench did not answer 200.
        """
        answer = client.get(f"/scenario/{self.name}/", {"student": student})
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def call(self, client: Client, student: str, block_type: str, handler: str, body: dict[str, Any]) -> Any:
        """Send JSON to a handler of the scenario's first block of a type, and return the answer."""
        address = self._address(client, student, block_type, handler)
        return client.post(address, data=body, content_type="application/json")

    def read(self, client: Client, student: str, block_type: str, handler: str) -> Any:
        """Ask a handler that only reads, and return the answer."""
        return client.get(self._address(client, student, block_type, handler))

    def _address(self, client: Client, student: str, block_type: str, handler: str) -> str:
        usage = re.search(f"data-usage='([^']+)' data-block-type='{block_type}'", self.open(client, student))
        assert usage, f"There is no {block_type} in {self.name}."
        return f"/handler/{usage[1]}/{handler}/?student={student}"


def put_on_stage(xml: str) -> Stage:
    """Load a scenario.

    Only this one: with xblocks-contrib installed, the workbench fails on loading all that are there.
    """
    name = f"tests.{next(_names)}"
    scenarios.add_xml_scenario(name, name, xml)
    # Else its views load every scenario of every installed block.
    scenarios.get_scenarios.initialized = True
    return Stage(name, xml)


def keep_deadlines_to_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back one thing the workbench does for an old block: it makes every block due the moment it is shown.

    Nothing could be handed in, else.
    """
    give = WorkbenchRuntime._patch_xblock

    def give_all_but_a_deadline(runtime: WorkbenchRuntime, block: Any) -> None:
        give(runtime, block)
        del block.due

    monkeypatch.setattr(WorkbenchRuntime, "_patch_xblock", give_all_but_a_deadline)


def workbench_settings() -> dict[str, Any]:
    """The settings that the workbench reads, on top of the tests' own."""
    return {
        "ROOT_URLCONF": "workbench.urls",
        "EXCLUDED_XBLOCKS": set(),
        "MEDIA_URL": "/media/",
        "WORKBENCH": {"reset_state_on_restart": False, "services": {"user": f"{__name__}.People"}},
        "BIZMOOC": {"PLATFORM": "bizmooc.hosting.platform.NoPlatform", "RAISE_VIEW_ERRORS": True},
    }
