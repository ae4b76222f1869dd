"""jQuery and underscore, as LMS and Studio pages have them, from the installed XBlock SDK.

They are served from where the package manager put them; no copy lives in this repository.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control

FOLDER = "static/workbench/js/vendor"
FILES = {
    "jquery.js": "jquery.min.js",
    "jquery-migrate.js": "jquery-migrate.min.js",
    "jquery-cookie.js": "jquery.cookie.js",
    "underscore.js": "underscore-min.js",
}


@cache_control(max_age=86400)
def library(_request: HttpRequest, name: str) -> FileResponse:
    """One of the libraries every Open edX page has."""
    found = find_spec("workbench")
    if name not in FILES or found is None or found.origin is None:
        raise Http404
    return FileResponse(
        (Path(found.origin).parent / FOLDER / FILES[name]).open("rb"), content_type="application/javascript"
    )
