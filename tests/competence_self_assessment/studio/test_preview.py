"""The author's preview: the block's own pages with people who do not exist, and nothing stored."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from lxml import html

from competence_self_assessment.models import Occasion
from competence_self_assessment.studio import author_views
from competence_self_assessment.studio.sample import FEWEST, sample
from tests.competence_self_assessment import frameworks_for_tests as small
from tests.competence_self_assessment.acting import all_rows
from tests.competence_self_assessment.studio.saving import AUTHOR, SETTINGS, as_page, ask, author, read
from tests.support.bare_host import BareHost
from tests.support.hostile import XSS, dangers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _authors(campus):
    campus.authors = {AUTHOR.id}


def _preview(host=None, **values):
    return ask(author_views.preview, host or BareHost(), **(SETTINGS | values))


class TestSample:
    @pytest.mark.parametrize("occasion", Occasion.values)
    def test_the_same_framework_gets_the_same_answers(self, occasion):
        one, two = (sample(small.framework(), occasion, 10) for _time in range(2))
        assert one.figures.versions[0].statistics == two.figures.versions[0].statistics

    def test_there_are_as_many_people_as_figures_need(self):
        assert sample(small.framework(), "pre", 5).people == FEWEST
        assert sample(small.framework(), "pre", 200).people == 200

    @pytest.mark.parametrize("levels", [2, 3, 10])
    def test_answers_are_on_the_scale(self, levels):
        def change(whole):
            whole["scale"]["levels"] = [{"value": n, "label": {"en": f"l{n}"}} for n in range(1, levels + 1)]

        rounds = sample(small.framework(change), "post", 10).rounds
        given = Counter(level for one in rounds for level in one.now.values())
        assert set(given) <= {None, *range(1, levels + 1)}

    def test_people_grow_and_look_back_critically(self):
        (figures,) = sample(small.framework(), "post", 500).figures.versions
        scores = {view: figures.statistics[view]["scores"]["aa"] for view in ("now", "then")}
        means = {}
        for view, histogram in scores.items():
            numbers = [(Fraction(text), count) for text, count in histogram.items() if text != "missing"]
            means[view] = sum(value * count for value, count in numbers) / sum(count for _value, count in numbers)
        assert means["now"] > means["then"] + 0.2


class TestPage:
    @pytest.mark.parametrize("occasion", Occasion.values)
    @pytest.mark.parametrize("framework", ["learning_to_learn", "own"])
    def test_it_shows_questions_profile_and_figures(self, occasion, framework):
        before = all_rows()
        response = _preview(occasion=occasion, framework=framework, own_framework=as_page(), ask_target_group="on")
        assert response.status_code == 200, response.content
        page = read(response)["html"]
        assert "Your profile" in page
        assert "People by stage" in page
        assert "made up: 60" in page
        words = "Statement aa 1" if framework == "own" else "When something does not work"
        assert words in page
        assert all_rows() == before

    def test_no_id_of_it_is_on_the_page_already(self):
        host = BareHost()
        shown = html.fragment_fromstring(read(_preview(host))["html"], create_parent="div").xpath("//@id")
        page = author(host).author_view({}).content + author(host).studio_view({}).content
        there = html.fragment_fromstring(page, create_parent="div").xpath("//@id")
        assert len(shown) == len(set(shown)) > 0
        assert not set(shown) & set(there)

    def test_settings_that_cannot_be_saved_cannot_be_previewed(self):
        response = _preview(framework="own", own_framework=as_page(small.reword("aa_1", "")))
        assert response.status_code == 422
        assert list(read(response)["fields"]) == ["own_framework.areas.0.competences.0.items.0.text.en"]

    @pytest.mark.parametrize("text", XSS)
    def test_texts_stay_texts(self, text):
        own = as_page(lambda whole: (whole["title"].update(en=f"T{text}"), small.reword("aa_1", f"S{text}")(whole)))
        response = _preview(
            framework="own", own_framework=own, introduction=f"Before {text}", display_name=f"x{text}"[:99]
        )
        assert response.status_code == 200
        assert dangers(read(response)["html"]) == []
