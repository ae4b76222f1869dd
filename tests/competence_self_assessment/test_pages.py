"""Pages of several blocks beside each other: ids, references and what is announced where."""

import pytest
from lxml import html

from tests.competence_self_assessment.acting import learners, ratings, save_draft, submit
from tests.support.bare_host import BareHost, Permissions, Person, call

pytestmark = pytest.mark.django_db
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")


def _form(host):
    return host.block(Person(1)).student_view({}).content


def _profile(host):
    submit(host.block(Person(2)), ratings("3", then="2" if host.fields.get("occasion") == "post" else None))
    return host.block(Person(2)).student_view({}).content


def _figures(host):
    then = "2" if host.fields.get("occasion") == "post" else None
    for number in range(20, 30):
        assert submit(host.block(Person(number)), ratings("3", then=then)).status == 200
    return call(host.block(Person(8, is_staff=True)), "show_figures", method="GET").body["html"]


def _author(host):
    return host.block(studio=Permissions(True)).author_view({}).content


def _editor(host):
    return host.block(studio=Permissions(True)).studio_view({}).content


VIEWS = [_form, _profile, _figures, _author, _editor]


def _ids(page):
    return html.fragment_fromstring(page, create_parent="div").xpath("//@id")


@pytest.mark.parametrize("occasion", ["pre", "post"])
@pytest.mark.parametrize("view", VIEWS)
def test_two_blocks_of_one_kind_share_no_id(view, occasion):
    first, second = (_ids(view(BareHost({"occasion": occasion}))) for _block in range(2))
    assert len(first) == len(set(first)) > 0
    assert not set(first) & set(second)


def test_the_views_of_one_block_share_none_either():
    host = BareHost()
    figures, form, profile = _ids(_figures(host)), _ids(_form(host)), _ids(_profile(host))
    assert not set(figures) & (set(form) | set(profile))


@pytest.mark.parametrize("occasion", ["pre", "post"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_reference_leads_somewhere(view, occasion):
    page = view(BareHost({"occasion": occasion}))
    root = html.fragment_fromstring(page, create_parent="div")
    ids = set(root.xpath("//@id"))
    led = [target for name in REFERENCES for value in root.xpath(f"//@{name}") for target in value.split()]
    assert led
    assert set(led) <= ids


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_is_the_same_every_time(view):
    host = BareHost()
    view(host)
    assert _form(host) == _form(host)
    assert _author(host) == _author(host)


class TestFormPage:
    def test_every_statement_has_every_level_and_the_way_out(self):
        root = html.fragment_fromstring(_form(BareHost({"occasion": "post"})), create_parent="div")
        sets = root.xpath("//fieldset[@data-field]")
        assert len(sets) == 30
        for fieldset in sets:
            assert fieldset.xpath("legend")
            assert fieldset.xpath(".//input/@value") == ["1", "2", "3", "4", "5", "missing"]

    def test_nothing_is_chosen_beforehand(self):
        assert " checked" not in _form(BareHost())

    def test_what_was_seen_is_reported_once(self):
        host = BareHost()
        assert "mark_seen" in _form(host)
        call(host.block(), "mark_seen", {"key": "request-0001", "values": {}})
        assert "mark_seen" not in _form(host)

    def test_somebody_who_is_not_signed_in_reports_nothing_and_keeps_nothing(self):
        page = BareHost().block(Person(is_authenticated=False)).student_view({})
        assert "mark_seen" not in page.content
        assert page.json_init_args["copyKey"] == ""

    def test_the_browsers_copy_is_named_by_person_and_block(self):
        host, other = BareHost(), BareHost()
        keys = {
            one.block(Person(n)).student_view({}).json_init_args["copyKey"] for one in (host, other) for n in (1, 2)
        }
        assert len(keys) == 4
        assert not [key for key in keys if Person(1).anonymous_id in key]

    def test_a_draft_is_shown_with_its_version(self):
        host = BareHost()
        save_draft(host.block(), {"now.growth_mindset_1": "4", "reflection": "So far <so> good"})
        root = html.fragment_fromstring(_form(host), create_parent="div")
        assert root.xpath("//form/@data-version") == ["1"]
        assert root.xpath("//input[@checked]/@value") == ["4"]
        assert root.xpath("//textarea")[0].text.strip() == "So far <so> good"


def test_authors_see_what_learners_will_without_buttons_that_store():
    page = _author(BareHost({"occasion": "post", "participation_points": 2}))
    assert "Points for taking part: 2" in page
    assert "data-handler" not in page
    assert "data-autosave" not in page
    assert "When something does not work" in page


def test_in_studio_the_learners_view_is_the_authors():
    block = BareHost().block(studio=Permissions(True))
    assert block.student_view({}).content == block.author_view({}).content


def test_a_few_learners_make_no_figures():
    host = BareHost()
    learners(host, range(1, 4))
    page = call(host.block(Person(8, is_staff=True)), "show_figures", method="GET").body["html"]
    assert "3 people have handed in" in page
    assert "svg" not in page
