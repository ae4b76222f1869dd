"""Rendering our own templates, the same way on every host."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.template import Context, Engine

_LIBRARIES = {"i18n": "django.templatetags.i18n", "l10n": "django.templatetags.l10n"}


@cache
def _engine() -> Engine:
    # Our own engine: the LMS's default one treats templates its own way, a host may change options of its, and
    # another app's broken template tags are not our business.
    return Engine(app_dirs=True, libraries=_LIBRARIES, autoescape=True)


def render(template: str, context: Mapping[str, Any]) -> str:
    """Render a template of an installed app, named from its ``templates`` folder, with escaping on."""
    return _engine().get_template(template).render(Context(dict(context)))
