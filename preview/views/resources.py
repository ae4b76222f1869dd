"""Files that blocks bring, made to stay on this host."""

from __future__ import annotations

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse

from preview import handlers
from preview.blocks.types import STANDARD

_HOST = r"(?:https?:)?//"
_REMOTE_IMPORT = re.compile(
    rf"""@import\s+(?:url\(\s*)?(?:"{_HOST}[^"]*"|'{_HOST}[^']*'|{_HOST}[^)\s;]*)\s*\)?[^;]*;""", re.IGNORECASE
)


def block_resource(request: HttpRequest, block_type: str, uri: str) -> HttpResponse | FileResponse:
    """A public file of a block.

    The standard blocks name theirs from one package further up (``problem/public/...``), because the LMS's
    collected files stand there.
    """
    if block_type in STANDARD:
        uri = uri.removeprefix(f"{block_type}/")
    answer = handlers.local_resource(request, block_type, uri)
    if not answer.get("Content-Type", "").startswith("text/css"):
        return answer
    sheet = b"".join(answer).decode()
    return HttpResponse(without_remote_imports(sheet), content_type="text/css")


def without_remote_imports(text: str) -> str:
    """Style sheets without their ``@import`` of other hosts' files, such as fonts: no page here calls third parties."""
    return _REMOTE_IMPORT.sub("", text)


def local(resources: list[list[Any]]) -> list[list[Any]]:
    """Fragment resources as Studio's JSON lists them, their style sheets without remote imports."""
    return [[key, {**what, "data": without_remote_imports(what["data"])}] for key, what in resources]
