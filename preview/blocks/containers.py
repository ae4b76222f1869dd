"""Blocks that hold others, and blocks that stand in for what cannot be shown."""

from __future__ import annotations

import random

from django.utils.html import format_html
from django.utils.translation import gettext as _
from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Boolean, Integer, List, Scope, String


@XBlock.needs("user")
class Container(XBlock):
    """A block that only holds others: course, section, subsection, unit."""

    has_children = True
    completion_mode = XBlockCompletionMode.AGGREGATOR
    show_in_read_only_mode = True

    def shown_children(self) -> list[XBlock]:
        """The blocks inside that this learner gets."""
        return [child for child in self.get_children() if self.runtime.shows(child)]

    def student_view(self, context: dict | None = None) -> Fragment:
        """The children one under the other."""
        page = Fragment()
        for child in self.shown_children():
            rendered = child.render("student_view", context)
            page.add_fragment_resources(rendered)
            page.add_content(rendered.content)
        return page

    def _own_random(self) -> random.Random:
        """The same numbers whenever this person comes back to this block, and others for other people."""
        user = self.runtime.service(self, "user").get_current_user()
        seed = f"{user.opt_attrs.get('edx-platform.user_id')}|{self.scope_ids.usage_id}"
        return random.Random(seed)  # noqa: S311 - a fair draw, not a secret.

    def _is_author(self) -> bool:
        return getattr(self.runtime, "is_author_mode", False)


class CourseBlock(Container):
    """The course itself, as far as blocks ask for it."""

    lti_passports = List(default=[], scope=Scope.settings)


class Choice(Container):
    """One of the children for each learner: an experiment or a random pick. Authors see all."""

    def has_dynamic_children(self) -> bool:
        """See LmsMixin."""
        return True

    def shown_children(self) -> list[XBlock]:
        """See Container."""
        children = super().shown_children()
        if self._is_author() or not children:
            return children
        return [self._own_random().choice(children)]


class Pool(Container):
    """So many children for each learner, drawn from a library. Authors see all."""

    max_count = Integer(default=1, scope=Scope.settings)

    def has_dynamic_children(self) -> bool:
        """See LmsMixin."""
        return True

    def shown_children(self) -> list[XBlock]:
        """See Container."""
        children = super().shown_children()
        if self._is_author() or self.max_count < 0 or self.max_count >= len(children):
            return children
        return self._own_random().sample(children, self.max_count)


class Placeholder(XBlock):
    """Stands where a block cannot be shown: authors read why, learners see nothing.

    Unless it is the preview that lacks something which Open edX has: then all may read so.
    """

    completion_mode = XBlockCompletionMode.EXCLUDED

    reason = String(default="", scope=Scope.settings)
    olx = String(default="", scope=Scope.content)
    hidden = Boolean(default=True, scope=Scope.settings)

    def student_view(self, context: dict | None = None) -> Fragment:
        """Nothing: what the LMS shows of a block type that is not installed."""
        return Fragment() if self.hidden else self.author_view(context)

    def author_view(self, _context: dict | None = None) -> Fragment:
        """Why there is nothing."""
        return Fragment(
            format_html(
                '<div class="preview-placeholder"><p><strong>{}</strong></p><p>{}</p></div>',
                _("“{tag}” cannot be shown.").format(tag=self.scope_ids.block_type),
                self.reason,
            )
        )

    has_author_view = True

    def add_xml_to_node(self, node: etree._Element) -> None:
        """Give back the element as it was read."""
        if not self.olx:
            super().add_xml_to_node(node)
            return
        source = etree.fromstring(self.olx)
        node.tag = source.tag
        node.text = source.text
        node.attrib.update(source.attrib)
        node.extend(source)
