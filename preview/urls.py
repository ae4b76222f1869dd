"""All addresses of the preview host."""

from django.contrib.staticfiles.views import serve
from django.urls import include, path, re_path
from django.views.i18n import JavaScriptCatalog

from preview import handler_urls, plugins
from preview.views import errors, resources

urlpatterns = [
    path("", include("preview.views.pages")),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    # Served by Django whatever the server: the preview needs neither collectstatic nor a web server in front.
    re_path(r"^static/(?P<path>.*)$", serve, {"insecure": True}),
    re_path(r"^xblock/resource/(?P<block_type>[^/]+)/(?P<uri>.+)$", resources.block_resource),
    *handler_urls.urlpatterns,
    *plugins.urlpatterns(),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
