"""Blocks that tell what their host gives them."""

from __future__ import annotations

import json
from typing import Any

import crum
from django.contrib.auth.models import Group
from django.db import connection
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError, NoSuchServiceError
from xblock.fields import Dict, Integer, Scope, String

ASKED = [
    "user",
    "i18n",
    "settings",
    "replace_urls",
    "cache",
    "sandbox",
    "partitions",
    "completion",
    "publish",
    "user_state",
    "enrollments",
    "grade_utils",
    "user_tags",
    "teams",
    "teams_configuration",
    "studio_user_permissions",
    "submissions",
    "badging",
    "cohorts",
    "notifications",
]


@XBlock.needs("i18n", "user")
@XBlock.wants(*set(ASKED) - {"i18n", "user"})
class Probe(XBlock):
    """Says everything it can find out."""

    display_name = String(default="Probe", scope=Scope.settings)
    text = String(default="", scope=Scope.content)
    answers = Dict(default={}, scope=Scope.content)
    count = Integer(default=0, scope=Scope.user_state)
    other = Integer(default=0, scope=Scope.user_state)
    shared = Integer(default=0, scope=Scope.user_state_summary)
    probe_taste = String(default="", scope=Scope.preferences)
    probe_name = String(default="", scope=Scope.user_info)

    def student_view(self, context: dict[str, Any]) -> Fragment:
        if self.text == "fails":
            raise RuntimeError("the probe was told to fail")
        who = getattr(crum.get_current_user(), "username", "")
        self.runtime.service(self, "user").get_current_user()
        page = Fragment(
            f'<p class="probe">{self.text} count={self.count} crum={who} asked={context.get("asked")}</p>'
            '<img src="/static/picture.svg"><a href="/jump_to_id/un">unit</a>'
        )
        page.add_css(".probe { color: inherit }")
        page.add_javascript_url(self.runtime.local_resource_url(self, "public/probe.js"))
        page.initialize_js("Probe", {"text": "</script><b>"})
        return page

    def studio_view(self, _context: dict[str, Any]) -> Fragment:
        return Fragment(f"<form>{self.text}</form>")

    @XBlock.handler
    def look(self, _request: Any, suffix: str = "") -> Response:
        user = self.runtime.service(self, "user").get_current_user()
        real = crum.get_current_user()
        seen = {
            "services": sorted(name for name in ASKED if self.runtime.service(self, name) is not None),
            "opt_attrs": user.opt_attrs,
            "emails": user.emails,
            "crum": getattr(real, "username", ""),
            "author_mode": getattr(self.runtime, "is_author_mode", False),
            "in_atomic_block": connection.in_atomic_block,
            "count": self.count,
            "shared": self.shared,
            "text": self.text,
            "suffix": suffix,
        }
        return Response(json.dumps(seen, default=str), content_type="application/json", charset="utf8")

    @XBlock.json_handler
    def store(self, data: dict[str, Any], _suffix: str = "") -> dict[str, Any]:
        for name, value in data.items():
            setattr(self, name, value)
        return {"stored": sorted(data)}

    @XBlock.json_handler
    def refuse(self, _data: Any, _suffix: str = "") -> None:
        raise JsonHandlerError(418, "No coffee here.")

    @XBlock.json_handler
    def boom(self, _data: Any, _suffix: str = "") -> None:
        Group.objects.create(name="left behind")
        self.count = 99
        raise RuntimeError("boom")

    @XBlock.json_handler
    def tell(self, data: dict[str, Any], _suffix: str = "") -> dict[str, Any]:
        self.runtime.publish(self, data["type"], data["event"])
        return {}

    @XBlock.json_handler
    def need(self, data: str, _suffix: str = "") -> dict[str, Any]:
        try:
            self.runtime.service(self, data)
        except NoSuchServiceError as error:
            raise JsonHandlerError(424, str(error)) from error
        return {}

    @XBlock.handler
    def late(self, _request: Any, _suffix: str = "") -> Response:
        return Response("late")

    late.will_recheck_access = True

    not_a_handler = "just an attribute"


@XBlock.needs("studio_user_permissions", "publish")
class Needy(XBlock):
    """Insists on services that only one of the windows has."""

    def student_view(self, _context: dict[str, Any]) -> Fragment:
        return Fragment()


class Scored(Probe):
    """Counts for the grade."""

    has_score = True
    points = Integer(default=4, scope=Scope.settings)
    weight = Integer(default=None, scope=Scope.settings)
    cleared: list[dict[str, Any]] = []

    def max_score(self) -> int:
        return self.points

    def clear_student_state(self, **who: Any) -> None:
        self.cleared.append({**who, "bound_to": self.scope_ids.user_id})


class Own(CompletableXBlockMixin, Probe):
    """Says itself when it is complete."""


class ReadOnly(Probe):
    """May be shown for a specific learner."""

    show_in_read_only_mode = True


class Author(Probe):
    """Has a view of its own for authors, and may change its settings in it."""

    has_author_view = True

    def author_view(self, _context: dict[str, Any]) -> Fragment:
        self.text = "written by the author view"
        return Fragment(f"<p>author: {self.text}</p>")


PROBES = {
    "probe": Probe,
    "probe_needy": Needy,
    "probe_scored": Scored,
    "probe_own": Own,
    "probe_readonly": ReadOnly,
    "probe_author": Author,
}
