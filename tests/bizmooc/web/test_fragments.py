"""A view that fails shows its message; the traceback is the operator's."""

import logging
import re

import pytest
from django.template import TemplateDoesNotExist
from web_fragments.fragment import Fragment
from xblock.core import XBlock

from bizmooc.web.fragments import fragment, never_raise
from bizmooc.web.render import render
from tests.support.bare_host import BareHost


class Fragile(XBlock):
    """A block whose view does what it is told."""

    @never_raise
    def student_view(self, context=None):
        """The view's own words."""
        if isinstance(context, Exception):
            raise context
        return Fragment(f"<p>fine {context}</p>")


@pytest.fixture
def block():
    return BareHost(block_class=Fragile, block_type="fragile").block()


def test_a_view_that_works_is_left_alone(block):
    assert block.student_view({"a": 1}).content == "<p>fine {'a': 1}</p>"
    assert block.student_view().content == "<p>fine None</p>"
    assert block.student_view.__doc__ == "The view's own words."


@pytest.mark.parametrize("error", [ValueError("secret detail"), KeyError("x"), RecursionError(), AssertionError("x")])
def test_a_failing_view_is_a_message_with_a_reference_to_the_log(block, settings, caplog, error):
    settings.BIZMOOC = {}
    with caplog.at_level(logging.ERROR):
        page = block.student_view(error).content
    (reference,) = re.findall(r"<code>([0-9a-f]{8})</code>", page)
    (record,) = caplog.records
    assert reference in record.getMessage()
    assert str(block.scope_ids.usage_id) in record.getMessage()
    assert record.exc_info[1] is error
    assert "secret" not in page
    assert 'role="alert"' in page


def test_each_failure_has_its_own_reference(block, settings):
    settings.BIZMOOC = {}
    assert block.student_view(ValueError()).content != block.student_view(ValueError()).content


def test_tests_see_the_error(block, settings):
    settings.BIZMOOC = {"RAISE_VIEW_ERRORS": True}
    with pytest.raises(ZeroDivisionError):
        block.student_view(ZeroDivisionError())


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_what_stops_the_process_is_let_through(block, settings, stop):
    settings.BIZMOOC = {}

    def stopping(self, context=None):
        raise stop

    with pytest.raises(stop):
        never_raise(stopping)(block)


def test_shared_files_come_first(block):
    result = fragment(block, "<p></p>", "Start", {"a": 1})
    addresses = [resource.data for resource in result.resources if resource.kind == "url"]
    assert [address.rpartition("/")[2] for address in addresses] == [
        "bizmooc.css",
        "fragile.css",
        "glue.js",
        "fragile.js",
    ]
    assert result.js_init_fn == "Start"
    assert result.json_init_args == {"csrfCookie": "csrftoken", "a": 1}


def test_a_blocks_own_styles_come_after_the_shared_ones(block):
    styles = [one.data for one in fragment(block, "", "Start", {}).resources][:2]
    assert styles[0].endswith("bizmooc/bizmooc.css")
    assert styles[1] == "/resource/fragile/public/fragile.css"


def test_editors_get_one_file_more(block):
    addresses = [one.data for one in fragment(block, "", "Start", {}, studio=True).resources]
    assert [address.rpartition("/")[2] for address in addresses][2:] == ["glue.js", "studio.js", "fragile.js"]


def test_templates_are_rendered_with_escaping():
    assert "&lt;b&gt;" in render("bizmooc/failure.html", {"reference": "<b>"})


def test_a_missing_template_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        render("bizmooc/none.html", {})
