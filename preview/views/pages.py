"""The addresses of the pages."""

from django.urls import path, register_converter

from preview.views import (
    accounts,
    converters,
    courses,
    disguise,
    events,
    grades,
    instructor,
    studio,
    teammates,
    unit,
    vendor,
)

register_converter(converters.CourseKeyConverter, "course")
register_converter(converters.UsageKeyConverter, "usage")

app_name = "pages"
COURSE = "courses/<course:course_key>/"
TEAM = COURSE + "instructor/"
STUDIO = "studio/<course:course_key>/"

urlpatterns = [
    path("", courses.course_list, name="courses"),
    path("login/", accounts.login, name="login"),
    path("login/switch/", accounts.switch, name="switch"),
    path("logout/", accounts.logout, name="logout"),
    path("outbox/", events.outbox, name="outbox"),
    path("vendor/<str:name>", vendor.library, name="vendor"),
    path(COURSE, courses.outline, name="outline"),
    path(COURSE + "info/", courses.info, name="info"),
    path(COURSE + "progress/", grades.progress_page, name="progress"),
    path(COURSE + "units/<usage:usage_key>/", unit.unit, name="unit"),
    path(COURSE + "units/<usage:usage_key>/state/", unit.unit_state, name="unit-state"),
    path(COURSE + "teammates/<usage:usage_key>/", teammates.act, name="teammates"),
    path(COURSE + "jump_to_id/<path:block_id>", courses.jump_to_id, name="jump-to-id"),
    path(COURSE + "jump_to/<usage:usage_key>", courses.jump_to, name="jump-to"),
    path("asset-v1:<str:name>", courses.asset_by_key, name="asset-by-key"),
    path(COURSE + "view-as/", disguise.view_as, name="view-as"),
    path(COURSE + "events/", events.event_log, name="events"),
    path(TEAM, instructor.overview, name="instructor"),
    path(TEAM + "<usage:usage_key>/", instructor.block, name="instructor-block"),
    path(TEAM + "learners/<str:username>/", instructor.learner, name="learner"),
    path(
        TEAM + "learners/<str:username>/delete/<usage:usage_key>/",
        instructor.confirm_delete,
        name="delete-state",
    ),
    path(STUDIO, studio.outline, name="studio-outline"),
    path(STUDIO + "units/<usage:usage_key>/", studio.unit, name="studio-unit"),
    path(STUDIO + "units/<usage:usage_key>/publish/", studio.publish, name="publish"),
    path(STUDIO + "units/<usage:usage_key>/discard/", studio.discard, name="discard"),
    path(STUDIO + "blocks/<usage:usage_key>/preview/", studio.preview, name="studio-preview"),
    path(STUDIO + "blocks/<usage:usage_key>/studio_view/", studio.editor, name="studio-view"),
]
