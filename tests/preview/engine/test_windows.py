"""What blocks are given in each window: the table of Open edX's services, and who they are told is there."""

from __future__ import annotations

import pytest
from xblock.exceptions import NoSuchServiceError

from preview import masquerade
from preview.runtime import Mode, open_block
from tests.preview.engine.builder import usage

EVERYWHERE = {"user", "i18n", "settings", "replace_urls", "cache", "sandbox", "partitions"}
LMS_ONLY = {"completion", "publish", "user_state", "enrollments", "grade_utils", "user_tags"}
LMS = EVERYWHERE | LMS_ONLY
STUDIO = EVERYWHERE | {"studio_user_permissions"}

PREFIX = "edx-platform."


def attrs(seen: dict) -> dict:
    return {name.removeprefix(PREFIX): value for name, value in seen["opt_attrs"].items()}


@pytest.mark.parametrize(
    ("way", "who", "services"),
    [
        ("lms", "learner", LMS),
        ("lms", "staff", LMS),
        ("lms", "", LMS - {"completion"}),
        ("noauth", "", LMS - {"completion"}),
        ("noauth", "learner", LMS),
        ("studio_preview", "staff", STUDIO),
        ("studio_editor", "staff", STUDIO),
    ],
)
def test_services(as_, call, way: str, who: str, services: set[str]) -> None:
    assert set(call(as_(who), "look", way=way).json()["services"]) == services


@pytest.mark.parametrize(
    ("way", "name", "status"),
    [
        ("lms", "publish", 200),
        ("lms", "studio_user_permissions", 424),
        ("studio_editor", "publish", 424),
        ("studio_editor", "studio_user_permissions", 200),
        ("studio_preview", "publish", 424),
    ],
)
def test_needing_an_absent_service_raises(page, course, way: str, name: str, status: int) -> None:
    block = open_block(page("staff"), course, usage("probe_needy", "probe_needy_1"), Mode(way))
    if status == 200:
        assert block.runtime.service(block, name)
    else:
        with pytest.raises(NoSuchServiceError):
            block.runtime.service(block, name)


def test_a_service_that_was_not_declared_raises(page, course) -> None:
    block = open_block(page("staff"), course, usage("probe_needy", "probe_needy_1"))
    with pytest.raises(NoSuchServiceError):
        block.runtime.service(block, "user_tags")


@pytest.mark.parametrize(
    ("who", "is_staff", "is_global", "role"),
    [
        ("learner", False, False, "student"),
        ("outsider", False, False, "student"),
        ("staff", True, False, "staff"),
        ("instructor", True, False, "instructor"),
        ("superuser", True, True, "instructor"),
    ],
)
def test_roles_in_the_lms(as_, call, crowd, who: str, is_staff: bool, is_global: bool, role: str) -> None:
    seen = call(as_(who), "look").json()
    told = attrs(seen)
    assert (told["user_is_staff"], told["user_is_global_staff"], told["user_role"]) == (is_staff, is_global, role)
    assert told["user_id"] == getattr(crowd, who).pk
    assert seen["emails"] == [getattr(crowd, who).email]
    assert set(told) == {
        "anonymous_user_id",
        "deprecated_anonymous_user_id",
        "is_authenticated",
        "request_country_code",
        "user_id",
        "username",
        "user_is_beta_tester",
        "user_is_global_staff",
        "user_is_staff",
        "user_preferences",
        "user_role",
    }


def test_the_anonymous_id_is_32_hex_and_differs_by_person(as_, call) -> None:
    ids = {attrs(call(as_(who), "look").json())["anonymous_user_id"] for who in ("learner", "other")}
    again = attrs(call(as_("learner"), "look").json())
    assert again["anonymous_user_id"] in ids
    assert len(ids) == 2
    assert all(len(each) == 32 and int(each, 16) for each in ids)
    assert again["deprecated_anonymous_user_id"] not in ids


@pytest.mark.parametrize("way", ["lms", "noauth"])
def test_visitors_have_next_to_no_attributes(as_, call, way: str) -> None:
    assert attrs(call(as_(""), "look", way=way).json()) == {"is_authenticated": False, "request_country_code": None}


@pytest.mark.parametrize(("who", "role"), [("learner", "staff"), ("staff", "staff"), ("superuser", "instructor")])
def test_studio_preview_calls_everybody_student(as_, call, who: str, role: str) -> None:
    told = attrs(call(as_(who), "look", way="studio_preview").json())
    assert (told["anonymous_user_id"], told["user_is_staff"], told["user_is_global_staff"]) == ("student", False, False)
    assert told["user_role"] == role


def test_studio_editor_has_no_anonymous_id(as_, call) -> None:
    told = attrs(call(as_("superuser"), "look", way="studio_editor").json())
    assert told["anonymous_user_id"] is None
    assert (told["user_is_staff"], told["user_role"]) == (False, "student")


@pytest.mark.parametrize(
    ("way", "expected"), [("lms", False), ("noauth", False), ("studio_preview", True), ("studio_editor", False)]
)
def test_only_studios_preview_is_author_mode(as_, call, way: str, expected: bool) -> None:
    assert call(as_("staff"), "look", way=way).json()["author_mode"] is expected


@pytest.mark.parametrize(("who", "may"), [("staff", True), ("superuser", True), ("learner", False)])
def test_studio_permissions(page, course, who: str, may: bool) -> None:
    block = open_block(page(who), course, usage("probe_needy", "probe_needy_1"), Mode.STUDIO_EDITOR)
    service = block.runtime.service(block, "studio_user_permissions")
    assert (service.can_read(course.key), service.can_write(course.key)) == (may, may)


@pytest.mark.parametrize(("who", "known"), [("staff", True), ("learner", False)])
def test_only_staff_learn_other_peoples_ids(page, course, crowd, who: str, known: bool) -> None:
    block = open_block(page(who), course, usage("probe", "probe_1"))
    service = block.runtime.service(block, "user")
    uid = service.get_anonymous_user_id("other", str(course.key))
    assert bool(uid) is known
    if known:
        assert service.get_user_by_anonymous_id(uid) == crowd.other
    assert service.get_user_by_anonymous_id() == getattr(crowd, who)
    assert service.get_user_by_anonymous_id("0" * 32) is None


def test_the_mixed_class_has_the_lms_names(page, course) -> None:
    block = open_block(page("learner"), course, usage("probe", "probe_1"))
    assert block.location == block.usage_key
    assert (block.category, block.url_name) == ("probe", "probe_1")
    assert block.course_id == course.key == block.context_key
    assert block.max_score() is None
    assert block.get_parent().url_name == "un"
    assert [child.url_name for child in block.get_parent().get_children()][0] == "probe_1"


def test_settings_are_inherited_by_blocks(builder, play, page) -> None:
    builder.unit('<probe url_name="probe_1"/>', section='graded="true" format="Exam" due="2026-05-01T00:00:00Z"')
    builder.policy({"course/2026": {"graceperiod": "1 day 2 hours", "start": "2020-01-01"}})
    block = open_block(page("learner"), play(), usage("probe", "probe_1"))
    assert (block.graded, block.format, block.due.isoformat()) == (True, "Exam", "2026-05-01T00:00:00+00:00")
    assert block.graceperiod.total_seconds() == 26 * 3600
    assert not block.fields["due"].is_set_on(block)


def test_handler_urls_of_each_window(page, course) -> None:
    key = usage("probe", "probe_1")

    def url(mode: Mode, *args: str, **more: object) -> str:
        block = open_block(page("staff"), course, key, mode)
        return block.runtime.handler_url(block, *args, **more)

    lms = f"/courses/{course.key}/xblock/{key}/handler/look"
    assert url(Mode.LMS, "look") == lms
    assert url(Mode.LMS, "look", "a/b", "c=1") == f"{lms}/a/b?c=1"
    assert url(Mode.STUDIO_PREVIEW, "look") == f"/preview/xblock/{key}/handler/look/?"
    assert url(Mode.STUDIO_EDITOR, "look") == f"/xblock/{key}/handler/look"
    outside = url(Mode.LMS, "look", thirdparty=True)
    assert outside.startswith("http://")
    assert "/handler_noauth/look" in outside
    with pytest.raises(ValueError):
        url(Mode.LMS, "nothing_of_this_name")
    with pytest.raises(NotImplementedError):
        url(Mode.STUDIO_EDITOR, "look", thirdparty=True)


def test_i18n_falls_back_to_djangos_catalogue(page, course) -> None:
    from django.utils import translation

    block = open_block(page("learner"), course, usage("probe", "probe_1"))
    with translation.override("de"):
        service = block.runtime.service(block, "i18n")
        assert service.gettext("Yes") == "Ja" == service.ugettext("Yes")
        assert service.ngettext("%(num)d year", "%(num)d years", 2) != "%(num)d years"
        assert service.get_language() == "de"
    assert service.get_javascript_i18n_catalog_url(block) is None


def test_replace_urls(page, course) -> None:
    block = open_block(page("learner"), course, usage("probe", "probe_1"))
    replace = block.runtime.service(block, "replace_urls").replace_urls
    here = f"/courses/{course.key}"
    assert replace('<img src="/static/picture.svg?x=1">') == f'<img src="{here}/static/picture.svg?x=1">'
    assert replace('<img src="/static/not_of_the_course.js">') == '<img src="/static/not_of_the_course.js">'
    assert replace("<a href='/course/about'>") == f"<a href='{here}/about'>"
    assert replace('<a href="/jump_to_id/un">') == f'<a href="{here}/jump_to_id/un">'
    assert replace('<a href="/course/x">', static_replace_only=True) == '<a href="/course/x">'


def test_settings_and_tags_and_state_and_enrolments(page, course, crowd, settings) -> None:
    settings.XBLOCK_SETTINGS = {"Probe": {"a": 1}}
    block = open_block(page("learner"), course, usage("probe", "probe_1"))

    def service(name: str) -> object:
        return block.runtime.service(block, name)

    assert service("settings").get_settings_bucket(block) == {"a": 1}
    service("user_tags").set_tag("course", "group", "blue")
    assert service("user_tags").get_tag("course", "group") == "blue"
    with pytest.raises(ValueError):
        service("user_tags").get_tag("world", "group")
    block.count = 3
    block.save()
    assert service("user_state").get_state_as_dict("learner@example.org", block.usage_key) == {"count": 3}
    assert service("user_state").get_state_as_dict("nobody", block.usage_key) == {}
    find = service("enrollments").get_active_enrollments_by_course_and_user
    assert find(course.key, crowd.learner.pk).user == crowd.learner
    assert find(course.key, crowd.outsider.pk) is None
    assert service("grade_utils").are_grades_frozen() is False


def test_partitions(builder, play, page, crowd) -> None:
    groups = '[{"id":7,"name":"P","scheme":"random","groups":[{"id":1,"name":"A"},{"id":2,"name":"B"}]}]'
    escaped = groups.replace('"', "&quot;")
    builder.unit('<probe url_name="probe_1"/>', f'start="2020-01-01" user_partitions="{escaped}"')
    course = play()

    def service(mode: Mode) -> object:
        block = open_block(page("staff"), course, usage("probe", "probe_1"), mode)
        return block.runtime.service(block, "partitions")

    lms = service(Mode.LMS)
    assert [each.id for each in lms.course_partitions] == [7, 50]
    assert lms.get_user_group_id_for_partition(crowd.learner, 7) in (1, 2)
    assert lms.get_user_group_id_for_partition(crowd.learner, 50) == 1
    assert service(Mode.STUDIO_PREVIEW).get_user_group_id_for_partition(crowd.learner, 50) is None
    with pytest.raises(ValueError):
        lms.get_user_group_id_for_partition(crowd.learner, 8)


def test_generic_masquerade_takes_only_the_role(page, course, crowd) -> None:
    request = page("staff")
    masquerade.start(request, course.key)
    block = open_block(request, course, usage("probe", "probe_1"))
    told = block.runtime.service(block, "user").get_current_user().opt_attrs
    assert told[PREFIX + "user_is_staff"] is False
    assert told[PREFIX + "user_role"] == "student"
    assert told[PREFIX + "user_id"] == crowd.staff.pk


def test_learners_cannot_masquerade(page, course, crowd) -> None:
    request = page("learner")
    masquerade.start(request, course.key, "other")
    block = open_block(request, course, usage("probe", "probe_1"))
    assert block.scope_ids.user_id == crowd.learner.pk


def test_old_names_on_the_runtime_warn(page, course) -> None:
    block = open_block(page("staff"), course, usage("probe", "probe_1"))
    with pytest.warns(DeprecationWarning, match="anonymous_student_id"):
        assert len(block.runtime.anonymous_student_id) == 32
    with pytest.warns(DeprecationWarning, match="user_is_staff"):
        assert block.runtime.user_is_staff is True
    with pytest.warns(DeprecationWarning, match="course_id"):
        assert block.runtime.course_id == course.key
