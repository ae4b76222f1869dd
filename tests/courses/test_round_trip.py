"""Import, export, import: the host's real loader and each block's own export give the same blocks and fields."""

import shutil

import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import etree
from xblock.fields import Scope

from preview import olx
from preview.runtime import Mode, PreviewRuntime, seat_without_request

pytestmark = [pytest.mark.django_db, pytest.mark.contrib]
AUTHORED = (Scope.content, Scope.settings)
# Where a block came from, which is another folder the second time.
NOT_COMPARED = {"parent", "children", "source_code", "xml_attributes"}


def runtime_of(hosted):
    return PreviewRuntime(seat_without_request(hosted, AnonymousUser(), Mode.STUDIO_EDITOR))


def blocks(hosted):
    """The fields of each block that its author set, by its name; and the names in the order of the course."""
    runtime = runtime_of(hosted)
    found = {}
    for node in hosted.walk():
        block = runtime.block_of(node)
        names = [name for name, field in block.fields.items() if field.scope in AUTHORED and name not in NOT_COMPARED]
        set_here = {name: getattr(block, name) for name in names if block.fields[name].is_set_on(block)}
        found[f"{node.block_type}+{node.usage_key.block_id}"] = set_here
    return found


def export(hosted, folder) -> int:
    """Write every unit anew, each block by its own class. Returns how many blocks were written."""
    written = 0
    for unit in hosted.units:
        runtime = runtime_of(hosted)
        file = folder / "vertical" / f"{unit.usage_key.block_id}.xml"
        vertical = etree.parse(file).getroot()
        vertical[:] = []
        for node in unit.children:
            runtime.block_of(node).add_xml_to_node(etree.SubElement(vertical, "unknown"))
            vertical[-1].set("url_name", node.usage_key.block_id)
            written += 1
        file.write_bytes(etree.tostring(vertical))
        for path in runtime.export_fs.walk.files("/"):
            (folder / path.lstrip("/")).write_bytes(runtime.export_fs.readbytes(path))
    return written


def test_what_is_exported_is_what_was_imported(course, hosted, tmp_path):
    folder = tmp_path / hosted.path.name
    shutil.copytree(hosted.path, folder)
    for own in ("html", "problem", "discussion"):
        shutil.rmtree(folder / own, ignore_errors=True)
        (folder / own).mkdir()
    before = blocks(hosted)
    leaves = [node for unit in hosted.units for node in unit.children]
    assert export(hosted, folder) == len(leaves) > 100
    again = olx.load_course(folder)
    assert again.problems == hosted.problems == ()
    after = blocks(again)
    assert list(after) == list(before)
    assert {name: fields for name, fields in after.items() if fields != before[name]} == {}
