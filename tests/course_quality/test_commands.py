"""The command line: what it prints, what it writes, and its exit code."""

import hashlib
import json
import tarfile

import pytest
from lxml import html

from course_quality.__main__ import main
from course_quality.checks import all_checks, find_all
from course_quality.export import NoCourse, opened
from course_quality.lock import locked, names

from .spoilers import PAGE, add


def test_a_good_course_is_packed_twice_into_the_same_bytes(root, tmp_path):
    outputs = [tmp_path / "one", tmp_path / "two"]
    for output in outputs:
        assert main(["build", str(root), "--output", str(output)]) == 0
        for file in root.rglob("*"):
            file.touch()

    digests = {hashlib.sha256((output / "course.tar.gz").read_bytes()).hexdigest() for output in outputs}
    assert len(digests) == 1
    with tarfile.open(outputs[0] / "course.tar.gz") as tar:
        members = tar.getmembers()
    assert {member.name.split("/")[0] for member in members} == {"course"}
    assert {(member.mtime, member.uid, member.gid) for member in members} == {(0, 0, 0)}
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert {member.name.removeprefix("course/") for member in members if member.isfile()} == files


def test_the_archive_holds_the_same_course(root, tmp_path):
    main(["build", str(root), "--output", str(tmp_path)])

    with opened(root) as folder, opened(tmp_path / "course.tar.gz") as archive:
        assert names(archive) == names(folder)
        assert archive.policy == folder.policy
        assert find_all(archive) == find_all(folder) == []


def test_a_course_with_an_error_is_not_packed(root, tmp_path, capsys):
    add("<h2>Too high</h2>")(root)

    assert main(["build", str(root), "--output", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    assert "accessibility-headings" in capsys.readouterr().out


def test_advice_alone_is_no_failure(root, capsys):
    add("<p>Choose a color.</p>")(root)

    assert main(["check", str(root)]) == 0
    assert "0 errors, 1 advices" in capsys.readouterr().out


def test_findings_for_machines(root, capsys):
    add("<h2>Too high</h2>")(root)
    main(["check", str(root), "--json", "--only", "accessibility-headings"])

    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == 1
    assert told["findings"][0]["url_name"] == "w1_lesson_1_text"
    assert told["findings"][0]["severity"] == "error"


@pytest.mark.parametrize("arguments", [["check", "/nowhere"], ["check", "{root}", "--only", "no-such-check"]])
def test_what_cannot_be_done_is_said(arguments, root, capsys):
    assert main([argument.format(root=root) for argument in arguments]) == 2
    assert capsys.readouterr().err


def test_the_list_names_every_check(capsys):
    assert main(["list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(all_checks())


def test_the_lock_holds_every_name(root):
    (root / "url_names.lock").unlink()
    assert main(["lock", str(root)]) == 0

    with opened(root) as course:
        assert locked(course) == names(course)


def test_the_report_is_a_page_with_all_sections(root, tmp_path):
    add("<h2>Too high &amp; <b>wide</b></h2>", PAGE)(root)
    assert main(["report", str(root), "--output", str(tmp_path)]) == 0

    page = html.parse(str(tmp_path / "course.html")).getroot()
    ids = page.xpath("//section/@id")
    assert [link.lstrip("#") for link in page.xpath("//nav//a/@href")] == ids
    assert {"structure", "time", "outcomes", "readability", "openuped-features", "findings"} <= set(ids)
    assert not page.xpath("//script")
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert "accessibility-headings" in page.text_content()
    assert "Describe how you learn" in page.text_content()


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_no_archive_is_said(content, tmp_path):
    (tmp_path / "a.tar.gz").write_bytes(content)
    with pytest.raises(NoCourse), opened(tmp_path / "a.tar.gz"):
        pass
