"""All addresses of the preview host."""

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from preview import handler_urls, plugins
from preview.views import errors

urlpatterns = [
    path("", include("preview.views.pages")),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    *handler_urls.urlpatterns,
    *plugins.urlpatterns(),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
