"""Which class plays which tag."""

from __future__ import annotations

import logging

from django.utils.translation import gettext_lazy as _
from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from preview.blocks.containers import Choice, Container, CourseBlock, Placeholder, Pool

log = logging.getLogger(__name__)

CONTAINERS: dict[str, type[Container]] = {
    "course": CourseBlock,
    **dict.fromkeys(("chapter", "sequential", "vertical", "wrapper", "conditional"), Container),
    **dict.fromkeys(("problemset", "videosequence", "unit"), Container),
    **dict.fromkeys(("split_test", "randomize"), Choice),
    **dict.fromkeys(("library_content", "itembank", "legacy_library_content"), Pool),
}
STANDARD = {
    tag: f"_{tag}_extracted"
    for tag in ("html", "problem", "video", "annotatable", "word_cloud", "poll_question", "discussion", "lti")
}
"""Tags of Open edX's own blocks, with the names under which xblocks-contrib offers them."""
NOT_BLOCKS = frozenset({"wiki", "textbook", "meta"})
"""Elements of a course that are settings of it."""

NOT_INSTALLED = _("This block type is not installed. Open edX shows learners nothing in its place.")
NO_STANDARD_BLOCKS = _("The standard blocks are not installed here; Open edX shows this one.")
NOT_LOADABLE = _("This block type is installed but could not be loaded.")


class BlockTypeUnavailable(LookupError):
    """No class for a tag; its text says why.

    Attributes:
        here_only: Whether it is only the preview that lacks it.
    """

    def __init__(self, why: str, here_only: bool = False) -> None:
        super().__init__(why)
        self.here_only = here_only


def block_class(tag: str) -> type[XBlock]:
    """The class for a tag, without the host's mixins.

    Raises:
        BlockTypeUnavailable: none is installed, or its package does not work.
    """
    if tag in CONTAINERS:
        return CONTAINERS[tag]
    for name in (STANDARD.get(tag, tag), tag):
        try:
            return XBlock.load_class(name)
        except PluginMissingError:
            continue
        except Exception as error:  # A foreign package may fail in any way when imported; the course goes on.
            log.exception("The block type %s could not be loaded", tag)
            raise BlockTypeUnavailable(str(NOT_LOADABLE)) from error
    if tag in STANDARD:
        raise BlockTypeUnavailable(str(NO_STANDARD_BLOCKS), here_only=True)
    raise BlockTypeUnavailable(str(NOT_INSTALLED))


def class_or_placeholder(tag: str) -> type[XBlock]:
    """The class for a tag, or the placeholder."""
    try:
        return block_class(tag)
    except BlockTypeUnavailable:
        return Placeholder


def reads_pointers(tag: str) -> bool:
    """Whether Open edX follows ``<tag url_name="x"/>`` to the file tag/x.xml.

    It does for its own blocks and for what it does not know; for a plain XBlock it ignores the file.
    """
    return tag in CONTAINERS or tag in STANDARD or class_or_placeholder(tag) is Placeholder
