"""Point 1: types and classes are where the platform looks for them, and so are their files."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from xblock.core import XBlock
from xblock.fields import Scope

from preview.blocks.mixins import MIXINS
from tests.contract.cases import CASES, ENTRY_POINTS, Case
from tests.support.preview_host import LMS_PAGES, PAGES, PreviewHost, Role

# Names that every block has in Open edX beside those of XBlock itself and of the preview's mixins.
PLATFORM_NAMES = {
    "bind_for_student", "category", "course_id", "editor_saved", "get_children", "get_content_titles",
    "get_display_items", "get_icon_class", "get_parent", "has_access_error", "has_dynamic_children", "has_score",
    "icon_class", "index_dictionary", "location", "max_score", "merged_group_access", "post_editor_saved",
    "public_view", "static_asset_path", "studio_post_duplicate", "studio_post_paste", "url_name", "xmodule_runtime",
}  # fmt: skip
INHERITED_FIELDS = {
    "start", "due", "graded", "format", "graceperiod", "group_access", "visible_to_staff_only", "hide_from_toc",
    "user_partitions", "self_paced", "relative_weeks_due", "show_correctness", "showanswer", "max_attempts",
    "rerandomize", "show_reset_button", "in_entrance_exam", "static_asset_path", "days_early_for_beta", "chrome",
    "source_file", "xqa_key", "giturl", "edxnotes", "edxnotes_visibility", "weight", "tags", "name", "parent",
    "children",
}  # fmt: skip
FILES = re.compile(r"""(?:src|href)=["'](/(?:static|xblock/resource)/[^"']+)["']""")


def _class(case: Case) -> type[XBlock]:
    return XBlock.load_class(case.block_type)


def test_every_block_has_a_case() -> None:
    assert {entry.name for entry in ENTRY_POINTS} == set(CASES)


def test_the_type_fits_the_platforms_columns(case: Case) -> None:
    assert len(case.block_type) <= 32
    assert re.fullmatch(r"[a-z][a-z0-9_]*", case.block_type)


def test_the_class_is_one_dot_deep(case: Case) -> None:
    [entry] = [entry for entry in ENTRY_POINTS if entry.name == case.block_type]
    assert re.fullmatch(r"[a-z0-9_]+\.block:\w+", entry.value)
    assert _class(case).__module__ == entry.module


def test_studios_menu_has_a_name_for_it(case: Case) -> None:
    name = _class(case).fields["display_name"].default
    assert name
    assert name != case.block_type


def test_field_names_fit_and_shadow_nothing(case: Case) -> None:
    cls = _class(case)
    own = set(cls.fields) - set(XBlock.fields) - {"display_name"}
    assert own & INHERITED_FIELDS == set()
    assert [name for name in own if len(name) > 64] == []
    # These two scopes are shared by every block of every course.
    assert [name for name in own if cls.fields[name].scope in (Scope.preferences, Scope.user_info)] == []
    # This one loses concurrent writes.
    assert [name for name in own if cls.fields[name].scope == Scope.user_state_summary] == []


def test_no_handler_shadows_a_name_of_the_platform(case: Case) -> None:
    cls = _class(case)
    handlers = {name for name in dir(cls) if getattr(getattr(cls, name), "_is_xblock_handler", False)}
    theirs = PLATFORM_NAMES.union(dir(XBlock), *map(dir, MIXINS), cls.fields)
    assert handlers
    assert handlers & theirs == set()
    # A verb with its object, so that two mixins of a block cannot clash unseen.
    assert all("_" in name for name in handlers)


def test_no_attribute_of_ours_shadows_a_name_of_the_platform(case: Case) -> None:
    cls = _class(case)
    ours = {name for base in cls.__mro__ if base.__module__.startswith(case.package) for name in vars(base)}
    meant = {"icon_class", "has_score", "max_score", "display_name", "has_author_view", "show_in_read_only_mode"}
    overridden = {name for name in ours if not name.startswith("_")} & PLATFORM_NAMES.union(*map(dir, MIXINS))
    assert overridden - meant - set(dir(XBlock)) == set()


def test_files_are_where_production_looks_for_them(case: Case) -> None:
    """An address names the module without its last part; collectstatic looks one part further up if there is one."""
    named = _class(case).__module__.rpartition(".")[0]
    searched = named.rpartition(".")[0] or named
    assert searched == named
    script = files(searched) / "public" / f"{case.block_type}.js"
    assert script.is_file()


# To staff who look as one learner the platform shows a sentence in place of the block.
DRAWN = [role for role in PAGES if role is not Role.SPECIFIC]


def _addresses(host: PreviewHost, role: Role, case: Case) -> set[str]:
    found = set(FILES.findall(host.show(role, "one")))
    if role not in LMS_PAGES:
        resources = host.parts(role, "one")["resources"]
        found |= {resource["data"] for _id, resource in resources if resource["kind"] == "url"}
    return {address for address in found if case.package in address or "/bizmooc/" in address}


@pytest.mark.parametrize("role", DRAWN, ids=lambda role: role.value)
def test_every_file_of_a_page_is_there(case: Case, preview: PreviewHost, role: Role) -> None:
    addresses = _addresses(preview, role, case)
    answers = {address: preview.client(role).get(address) for address in addresses}

    assert {address.rpartition(".")[2] for address in addresses} == {"js", "css"}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(addresses, 200)
    # Studio takes no script of another type.
    scripts = {name: answer for name, answer in answers.items() if name.endswith(".js")}
    types = {answer.headers["Content-Type"].partition(";")[0] for answer in scripts.values()}
    assert types <= {"text/javascript", "application/javascript"}
    init = re.search(r'data-init="(\w+)"', preview.show(role, "one"))
    assert init
    assert f"window.{init[1]} =" in "".join(answer.getvalue().decode() for answer in scripts.values())


@pytest.mark.parametrize("name", ["block.py", "models.py", "../bizmooc/conf.py", ".secret", "templates"])
def test_nothing_but_public_files_is_given_out(case: Case, preview: PreviewHost, name: str) -> None:
    for path in (name, f"public/../{name}"):
        assert preview.client(Role.LEARNER).get(f"/xblock/resource/{case.block_type}/{path}").status_code == 404
