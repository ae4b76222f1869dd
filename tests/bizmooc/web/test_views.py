"""Plain views under /bizmooc/: who is served, what is taken, and how it is answered."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from bizmooc.hosting.gate import Audience
from bizmooc.refusal import Refusal
from bizmooc.web.views import course_view, place_in, view_url
from tests.support.bare_host import COURSE, BareHost, Campus
from tests.support.properties import json_values, quick

KEY = "request-0001"
LEARNER, STAFF, AUTHOR, OUTSIDER = (SimpleNamespace(id=number, is_authenticated=True) for number in range(1, 5))
SERVED = {
    Audience.LEARNER: [LEARNER, STAFF],
    Audience.STAFF: [STAFF],
    Audience.AUTHOR: [AUTHOR],
}


@course_view(Audience.STAFF, "GET")
def read(request, course_key, **address):
    return {"course": str(course_key), **address}


@course_view(Audience.STAFF, "POST")
def write(request, course_key, body):
    if "refuse" in body.values:
        raise Refusal(409, "no", {"field": ["why"]})
    return {"values": dict(body.values), "version": body.version}


@course_view(Audience.STAFF, "GET")
def page(request, course_key):
    return HttpResponse("a page")


def csrf_refusal(request, reason=""):
    return HttpResponse(reason, status=403)


urlpatterns = [path("write/<course_key>/", write)]


@pytest.fixture(autouse=True)
def _campus(settings):
    settings.BIZMOOC = {"PLATFORM": "tests.support.bare_host.Campus"}
    campus = Campus.reset()
    campus.enrolled, campus.staff, campus.authors = {LEARNER.id}, {STAFF.id}, {AUTHOR.id}


def _get(view, user=STAFF, course=str(COURSE), **address):
    request = RequestFactory().get("/")
    request.user = user
    return view(request, course, **address)


def _post(view, raw, user=STAFF, content_type="application/json"):
    request = RequestFactory().post("/", raw, content_type=content_type)
    request.user = user
    return view(request, str(COURSE))


def _is_refusal(response, status):
    body = json.loads(response.content)
    return response.status_code == status and set(body) == {"error", "fields"} and len(body["error"].split()) > 2


class TestWhoIsServed:
    @pytest.mark.parametrize("audience", Audience)
    @pytest.mark.parametrize("user", [LEARNER, STAFF, AUTHOR, OUTSIDER], ids=lambda user: str(user.id))
    def test_by_right_in_the_course(self, audience, user):
        view = course_view(audience, "GET")(lambda request, course_key: {})
        response = _get(view, user)
        if user in SERVED[audience]:
            assert response.status_code == 200
        else:
            assert _is_refusal(response, 403)

    @pytest.mark.parametrize("audience", Audience)
    def test_nobody_who_is_not_signed_in(self, audience):
        Campus.enrolled = None
        assert _is_refusal(_get(course_view(audience, "GET")(lambda request, course_key: {}), AnonymousUser()), 403)

    def test_where_the_host_cannot_tell_who_is_enrolled_everybody_is(self):
        Campus.enrolled = None
        assert _get(course_view(Audience.LEARNER, "GET")(lambda request, course_key: {}), OUTSIDER).status_code == 200


class TestAddresses:
    @pytest.mark.parametrize("course", ["", "x", "course-v1:a", "course-v1:a+b+c@", "\x00", "/../"])
    def test_no_course(self, course):
        assert _is_refusal(_get(read, course=course), 404)

    def test_a_course(self):
        assert json.loads(_get(read, part="one").content) == {"course": str(COURSE), "part": "one"}

    def test_a_block_of_the_course(self):
        usage = str(BareHost(name="here").usage_key)
        place = place_in(COURSE, usage, "competence_self_assessment")
        assert (place.usage_key, place.course_key) == (usage, str(COURSE))

    @pytest.mark.parametrize(
        ("usage", "block_type"),
        [
            ("nonsense", "competence_self_assessment"),
            (str(BareHost(name="here").usage_key), "problem"),
            (str(BareHost(name="here").usage_key).replace("2026", "2027"), "competence_self_assessment"),
            (str(BareHost(name="here").usage_key) + " ", "competence_self_assessment"),
            ("i4x://BizMOOC/L2L/competence_self_assessment/here", "competence_self_assessment"),
        ],
    )
    def test_no_block_of_the_course(self, usage, block_type):
        with pytest.raises(Refusal) as refusal:
            place_in(COURSE, usage, block_type)
        assert refusal.value.status == 404

    def test_a_host_without_the_views_has_no_addresses(self, settings):
        settings.ROOT_URLCONF = __name__
        assert view_url("competence_self_assessment:rounds", COURSE) == ""


class TestRequests:
    def test_a_whole_request_comes_through(self):
        response = _post(write, json.dumps({"key": KEY, "version": 3, "values": {"a": "é🙂", "b": ["1", "2"]}}))
        assert json.loads(response.content) == {"values": {"a": "é🙂", "b": ["1", "2"]}, "version": 3}

    def test_a_refusal_is_an_answer(self):
        response = _post(write, json.dumps({"key": KEY, "values": {"refuse": "1"}}))
        assert response.status_code == 409
        assert json.loads(response.content) == {"error": "no", "fields": {"field": ["why"]}}

    @pytest.mark.parametrize("view", [read, page])
    def test_nothing_is_kept_by_browsers(self, view):
        response = _get(view)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_other_methods(self):
        assert _is_refusal(_get(write), 405)
        assert _is_refusal(_post(read, "{}"), 405)

    @pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
    def test_other_contents(self, content_type):
        assert _is_refusal(_post(write, json.dumps({"key": KEY}), content_type=content_type), 415)

    def test_too_much(self, settings):
        settings.BIZMOOC = {**settings.BIZMOOC, "MAX_BODY_BYTES": 100}
        assert _is_refusal(_post(write, json.dumps({"key": KEY, "values": {"a": "x" * 100}})), 413)

    @quick
    @given(json_values)
    def test_any_json_is_answered(self, value):
        assert _post(write, json.dumps(value)).status_code in (200, 400)

    @quick
    @given(st.binary(max_size=200))
    def test_any_bytes_are_answered(self, raw):
        # An empty request has no type.
        assert _post(write, raw).status_code in (200, 400, 415)


def test_requests_of_other_sites_are_refused(settings):
    settings.ROOT_URLCONF, settings.CSRF_FAILURE_VIEW = __name__, f"{__name__}.csrf_refusal"
    assert Client(enforce_csrf_checks=True).post(f"/write/{COURSE}/", "{}", "application/json").status_code == 403
