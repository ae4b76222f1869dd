"""Texts that try to run in somebody else's page, and a look at a page for anything that would."""

from __future__ import annotations

import re

from lxml import html

XSS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js></sCrIpT>",
    "</script><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title></style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror\n=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScRiPt:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:alert(1)'>x</a>",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "`onmouseover=alert(1)",
    "{{ block.scope_ids }}{% load x %}",
    "${alert(1)}<%= 1 %>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<base href='//example.org'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>@import '//example.org/x.css';</style>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
]

_RUNNING_TAGS = {
    "script", "iframe", "object", "embed", "base", "meta", "link", "style", "frame", "frameset", "applet",
}  # fmt: skip
_ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcdoc", "background"}
_BAD_SCHEMES = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data):", re.IGNORECASE)


def dangers(page: str) -> list[str]:
    """Everything in a piece of HTML that a browser would run, load from elsewhere or be restyled by."""
    found = []
    for element in html.fragment_fromstring(page, create_parent="div").iter():
        if not isinstance(element.tag, str):
            found.append("comment")
            continue
        if element.tag.lower() in _RUNNING_TAGS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            name = str(name).lower()
            if name.startswith("on") or name in _ADDRESSES and _BAD_SCHEMES.match(value):
                found.append(f"{name}={value}")
    return found
