"""Open edX's own blocks, from xblocks-contrib; and what stands there without them."""

from __future__ import annotations

import json

import pytest
from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from preview import authoring, progress
from preview.blocks.types import STANDARD
from preview.models import Score
from preview.runtime import Mode, render_unit
from tests.preview.engine.builder import usage

PROBLEM = """<problem display_name="Sums" max_attempts="2">
  <multiplechoiceresponse><label>2 + 2?</label><choicegroup type="MultipleChoice">
    <choice correct="false">3</choice><choice correct="true">4</choice>
  </choicegroup></multiplechoiceresponse>
</problem>"""


@pytest.fixture
def standard(crowd, builder, play):
    """A course of html, problem and video in place of the probes."""
    pytest.importorskip("xblocks_contrib", exc_type=ImportError)
    builder.unit(
        '<html url_name="h1"/><html url_name="h2" display_name="Inline"><![CDATA[<p>inside ü</p>]]></html>'
        '<html url_name="gone"/><html url_name="half"/><problem url_name="p1"/>'
        '<video url_name="v1"/>',
        section='graded="true" format="Exam"',
    )
    builder.file("html/h1.xml", '<html filename="h1" display_name="Welcome"/>')
    builder.file("html/h1.html", '<p>Grüße <img src="/static/pic.png"/></p>').file("static/pic.png", "x")
    builder.file("html/half.xml", '<html filename="nowhere" display_name="Half"/>')
    builder.file("problem/p1.xml", PROBLEM)
    builder.file("video/v1.xml", '<video display_name="Film"><source src="https://example.org/film.mp4"/></video>')
    builder.grading({"type": "Exam", "weight": 1.0, "min_count": 1, "drop_count": 0})
    return play()


pytestmark = pytest.mark.django_db


@pytest.mark.contrib
class TestWithStandardBlocks:
    def test_all_are_drawn(self, standard, page) -> None:
        rendered = render_unit(page("learner"), standard, standard.units[0])
        html = {block.usage_key.block_id: block.html for block in rendered.blocks}
        assert f'<p>Grüße <img src="/courses/{standard.key}/static/pic.png"/></p>' in html["h1"]
        assert "<p>inside ü</p>" in html["h2"]
        assert "xmodule_ProblemBlock" in html["p1"]
        assert "film.mp4" in html["v1"]
        assert (html["gone"], html["half"]) == ("", "")
        assert [node.title for node in standard.units[0].children][:2] == ["Welcome", "Inline"]

    def test_missing_files_are_listed(self, standard) -> None:
        said = "\n".join(problem.message for problem in standard.problems)
        assert "html/gone.xml is missing" in said
        assert "half was left out" in said

    def test_an_answer_is_graded_and_remembered(self, standard, page, as_, crowd) -> None:
        key = usage("problem", "p1")
        name = "input_" + standard.node(key).usage_key.html_id() + "_2_1"
        url = f"/courses/{standard.key}/xblock/{key}/handler/xmodule_handler/problem_check"
        client = as_("learner")
        for choice, verdict in (("choice_0", "incorrect"), ("choice_1", "correct")):
            assert json.loads(client.post(url, {name: choice}).content)["success"] == verdict
        assert Score.objects.values_list("earned", "possible").get() == (1, 1)
        assert progress.course_grade(crowd.learner, standard).percent == 1.0
        again = json.loads(client.post(url.replace("problem_check", "problem_get")).content)
        assert "You have used 2 of 2 attempts" in again["html"]

    def test_the_worth_of_a_problem_is_known_before_it_is_tried(self, standard, crowd) -> None:
        assert progress.course_grade(crowd.other, standard).subsections[0].possible == 1

    def test_olx_is_the_blocks_own_file(self, standard) -> None:
        olx = authoring.block_olx(standard, standard.node(usage("problem", "p1")))
        assert "multiplechoiceresponse" in olx
        assert 'display_name="Sums"' in olx


class TestWithoutStandardBlocks:
    @pytest.fixture(autouse=True)
    def none_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        load = XBlock.load_class

        def load_class(name: str, *args: object, **more: object) -> type[XBlock]:
            if name in STANDARD or name in STANDARD.values():
                raise PluginMissingError(name)
            return load(name, *args, **more)

        monkeypatch.setattr(XBlock, "load_class", load_class)

    def test_a_placeholder_stands_there_and_the_rest_plays(self, builder, play, page) -> None:
        builder.unit('<html url_name="h1"/><probe url_name="p1" text="fine"/>').file("html/h1.xml", "<html>x</html>")
        course = play()
        learners = render_unit(page("learner"), course, course.units[0])
        assert "standard blocks are not installed here" in learners.blocks[0].html
        assert "fine" in learners.blocks[1].html
        authors = render_unit(page("staff"), course, course.units[0], Mode.STUDIO_PREVIEW)
        assert "standard blocks are not installed here" in authors.blocks[0].html
