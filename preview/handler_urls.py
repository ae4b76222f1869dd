"""The addresses under which blocks are called, the same as in the LMS and in Studio."""

from django.urls import re_path

from preview import handlers

_COURSE = r"courses/(?P<course_key>[^/+]+\+[^/+]+\+[^/]+)"
_USAGE = r"(?P<usage_key>block-v1:[^/]+)"
_CALL = r"(?P<handler>[^/]+)(?:/(?P<suffix>.*))?$"

urlpatterns = [
    re_path(rf"^{_COURSE}/xblock/{_USAGE}/handler/{_CALL}", handlers.lms_handler),
    re_path(rf"^{_COURSE}/xblock/{_USAGE}/handler_noauth/{_CALL}", handlers.noauth_handler),
    re_path(rf"^{_COURSE}/static/(?P<path>.+)$", handlers.course_asset),
    re_path(r"^xblock/resource/(?P<block_type>[^/]+)/(?P<uri>.+)$", handlers.local_resource),
    re_path(rf"^preview/xblock/{_USAGE}/handler/{_CALL}", handlers.studio_preview_handler),
    re_path(rf"^xblock/{_USAGE}/handler/{_CALL}", handlers.studio_editor_handler),
]
