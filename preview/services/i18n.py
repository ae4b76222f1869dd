"""The ``i18n`` service: a block's own catalogue, else Django's."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.utils import translation
from xblock.core import XBlock
from xblock.runtime import NullI18nService


class I18nService(NullI18nService):
    """Made anew for every block that asks.

    The catalogue is looked for where the LMS looks: ``translations/<language>/LC_MESSAGES/text.mo`` in the
    package that the block's module begins with. Without one the answers are Django's.
    """

    def __init__(self, block: XBlock) -> None:
        package = type(block).unmixed_class.__module__.partition(".")[0]
        self._translations: Any = _catalogue(package, self.get_language()) or translation

    @staticmethod
    def get_language() -> str:
        """The language of this request."""
        return translation.get_language() or "en"


@cache
def _catalogue(package: str, language: str) -> gettext.NullTranslations | None:
    file = getattr(import_module(package), "__file__", None)
    if not file:
        return None
    folder = Path(file).parent / "translations"
    try:
        return gettext.translation("text", str(folder), [translation.to_locale(language), language])
    except FileNotFoundError:
        return None
