"""Views that never take the unit down with them, and the files they need."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from web_fragments.fragment import Fragment

from bizmooc.conf import setting
from bizmooc.web.render import render

log = logging.getLogger(__name__)


def fragment(block: Any, html: str, init: str, args: Mapping[str, Any], *, studio: bool = False) -> Fragment:
    """Return a fragment with the suite's shared files first, then the block's own of its name.

    Args:
        block: whose view it is.
        html: the view's content.
        init: name of the JavaScript function ``(runtime, element, args)`` that starts it.
        args: JSON-like values for that function.
        studio: add what editors need.
    """
    result = Fragment(html)
    result.add_css_url(staticfiles_storage.url("bizmooc/bizmooc.css"))
    own = f"public/{block.scope_ids.block_type}"
    result.add_css_url(block.runtime.local_resource_url(block, f"{own}.css"))
    result.add_javascript_url(staticfiles_storage.url("bizmooc/glue.js"))
    if studio:
        result.add_javascript_url(staticfiles_storage.url("bizmooc/studio.js"))
    result.add_javascript_url(block.runtime.local_resource_url(block, f"{own}.js"))
    result.initialize_js(init, {"csrfCookie": settings.CSRF_COOKIE_NAME, **args})
    return result


def never_raise(view: Callable[..., Fragment]) -> Callable[..., Fragment]:
    """Show a message with a reference instead of an error: in the LMS one failing block fails its whole unit.

    The traceback goes to the log under the reference. ``BIZMOOC["RAISE_VIEW_ERRORS"]`` lets errors through.
    """

    @wraps(view)
    def safe(self: Any, context: Any = None) -> Fragment:
        try:
            return view(self, context)
        except Exception:
            if setting("RAISE_VIEW_ERRORS"):
                raise
            reference = uuid.uuid4().hex[:8]
            log.exception("%s of %s failed, reference %s", view.__name__, self.scope_ids.usage_id, reference)
            return Fragment(render("bizmooc/failure.html", {"reference": reference}))

    return safe
