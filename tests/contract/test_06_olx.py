"""Point 6: the block in a course export, through the host's real loader and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.fields import Scope

from preview import authoring
from preview.models import AuthoredBlock
from preview.runtime import Mode, PreviewRuntime, seat_without_request
from tests.contract.cases import Case
from tests.contract.conftest import PlayUnit
from tests.preview.engine.builder import CourseBuilder
from tests.support.preview_host import PreviewHost, Role


def _authored(host: PreviewHost, name: str, **fields: Any) -> None:
    """Set fields of a block as Studio's editor would."""
    key = host.usage(name)
    node = host.course.node(key)
    block = PreviewRuntime(seat_without_request(host.course, host.users["ivo"], Mode.STUDIO_EDITOR)).block_of(node)
    for field, value in fields.items():
        setattr(block, field, value)
    block.save()
    authoring.save_draft(block, host.users["ivo"])
    authoring.publish(host.course, host.course.unit_of(node), host.users["ivo"])


def _read(host: PreviewHost, name: str, case: Case) -> dict[str, Any]:
    node = host.course.node(host.usage(name))
    block = PreviewRuntime(seat_without_request(host.course, host.users["anna"])).block_of(node)
    return {field: getattr(block, field) for field in case.settings}


def _olx(host: PreviewHost, name: str) -> str:
    return authoring.block_olx(host.course, host.course.node(host.usage(name)))


def test_the_case_knows_every_authored_field(case: Case, preview: PreviewHost) -> None:
    cls = XBlock.load_class(case.block_type)
    authored = {name for name, field in cls.fields.items() if field.scope in (Scope.content, Scope.settings)}
    assert authored - {"tags", "name", "parent", "children"} == set(case.settings)
    assert [name for name, value in case.settings.items() if cls.fields[name].default == value] == []


def test_what_an_author_set_comes_back_from_an_export(case: Case, preview: PreviewHost, play_unit: PlayUnit) -> None:
    _authored(preview, "one", **case.settings)
    exported = _olx(preview, "one")
    AuthoredBlock.objects.all().delete()
    for user in preview.users.values():
        user.delete()

    again = play_unit(exported)

    assert _read(again, "one", case) == case.settings
    assert _olx(again, "one") == exported


def test_an_untouched_block_is_exported_without_its_defaults(case: Case, play_unit: PlayUnit) -> None:
    element = etree.fromstring(_olx(play_unit(f'<{case.block_type} url_name="one"/>'), "one"))
    assert dict(element.attrib) == {"url_name": "one", "xblock-family": "xblock.v1"}
    assert len(element) == 0


@pytest.mark.parametrize("name", ["one", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"])
def test_the_name_is_always_written(case: Case, play_unit: PlayUnit, name: str) -> None:
    host = play_unit(case.olx(name))
    element = etree.fromstring(_olx(host, name))
    assert (element.tag, element.get("url_name")) == (case.block_type, name)


def test_the_block_is_written_in_place_and_never_as_a_file(case: Case, preview: PreviewHost) -> None:
    """The platform ignores the file of a plain XBlock without a word, so a pointer would lose everything."""
    _authored(preview, "one", **case.settings)
    node = preview.course.node(preview.usage("one"))
    runtime = PreviewRuntime(seat_without_request(preview.course, preview.users["ivo"]))
    element = etree.Element("unknown")
    runtime.block_of(node).add_xml_to_node(element)
    assert list(runtime.export_fs.walk.files("/")) == []
    assert element.tag == case.block_type
    assert len(element.attrib) > 3


def test_a_file_of_its_own_is_not_read(case: Case, tmp_path: Path, settings: Any, db: None) -> None:
    builder = CourseBuilder(tmp_path / "course").unit(case.olx("one"))
    builder.file(f"{case.block_type}/one.xml", case.olx("one", display_name="From a file"))
    host = PreviewHost(builder, settings)
    assert "From a file" not in host.show(Role.LEARNER, "one")
    assert case.shown in host.show(Role.LEARNER, "one")


@pytest.mark.parametrize(
    "inside",
    ["<!-- a comment -->", "<?pi?>", "<problem><p>stray</p></problem>", "words", '<x xmlns="urn:y"/>', "<vertical/>"],
)
def test_what_does_not_belong_inside_drops_nothing(case: Case, play_unit: PlayUnit, inside: str) -> None:
    """An importer drops a block whose parsing raises, and says nothing."""
    host = play_unit(case.olx("one", inside) + case.olx("two"))
    unit = host.course.units[0]
    assert [child.usage_key.block_id for child in unit.children] == ["one", "two"]
    assert [child.problem for child in unit.children] == ["", ""]
    assert host.show(Role.LEARNER, "one").count(case.shown) == 2


@pytest.mark.parametrize(
    "what", ["has_rows", "credited_points", "url", "parent", "children", "xblock-family", "usage_id"]
)
def test_no_attribute_reaches_what_is_not_an_authors(case: Case, play_unit: PlayUnit, what: str) -> None:
    host = play_unit(case.olx("one", **{what: "7"}) + case.olx("two"))
    assert host.show(Role.LEARNER, "one").count(case.shown) == 2
    exported = etree.fromstring(_olx(host, "one"))
    assert exported.get(what) in (None, "xblock.v1")
    assert UsageKey.from_string(host.usage("one")).block_id == "one"
    # The importer keeps no learner's state either, but an author who wrote some should know.
    said = host.parts(Role.STUDIO_PREVIEW, "one")["validation"]
    assert (f"“{what}”" in said) == (what in ("has_rows", "credited_points", "url", "usage_id", "parent", "children"))


def test_authors_are_told_what_was_left_out(case: Case, play_unit: PlayUnit) -> None:
    host = play_unit(case.olx("one", "<stray/>", colour="blue"))
    validation = host.parts(Role.STUDIO_PREVIEW, "one")["validation"]
    assert "colour" in validation
    assert "stray" in validation
    assert "colour" not in host.show(Role.LEARNER, "one")
