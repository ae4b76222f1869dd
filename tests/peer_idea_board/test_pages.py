"""What a learner reads: where they are, what comes next, and what is said about ideas."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from bizmooc.hosting.participant import Place
from peer_idea_board import pages
from peer_idea_board.models import Act, Comment, Idea, Member, ModerationEntry, State
from peer_idea_board.pages import words
from peer_idea_board.services import moderate
from tests.peer_idea_board.acting import act, all_rows, board, done, give, home, idea, post, read, revise
from tests.peer_idea_board.crowd import fill
from tests.support.bare_host import BareHost, Person

pytestmark = pytest.mark.django_db
ANNA, BEN, CARLA = (Person(number) for number in (1, 2, 3))


def _show(host: BareHost, person: Person, about: Idea) -> str:
    return done(read(host, person, "show_idea", idea=about.pk)).body["html"]


def _primary(page: str) -> list[str]:
    root = html.fragment_fromstring(page, create_parent="div")
    buttons = root.xpath('//section[contains(@class, "pib-standing")]//button')
    return [one.text_content() for one in buttons if "bizmooc-quiet" not in one.get("class")]


class TestHome:
    def test_says_what_comes_next_with_one_button(self):
        host = board(feedback_quota=1)
        theirs = post(host, BEN)
        assert _primary(home(host, ANNA)) == ["Post an idea"]
        post(host, ANNA)
        page = home(host, ANNA)
        assert _primary(page) == ["Give the next feedback"]
        assert "You have posted 1 of 1 idea." in page
        assert "You have given 0 of 1 feedback." in page
        done(act(host, ANNA, "take_turn"))
        assert _primary(home(host, ANNA)) == ["Go on with your feedback"]
        give(host, ANNA, theirs)
        assert _primary(home(host, ANNA)) == []
        assert "You are done." in home(host, ANNA)

    def test_first_page_is_small_and_has_twenty_ideas(self):
        host = board()
        fill(host, 300)
        done(act(host, ANNA, "mark_seen"))
        page = home(host, ANNA)
        assert page.count("pib-card") == 20
        assert len(page.encode()) < 100 * 1024

    def test_news_and_marks_since_the_last_visit(self):
        host = board()
        mine = post(host, ANNA)
        old = post(host, BEN, "An old one")
        done(act(host, ANNA, "mark_seen"))
        Member.objects.update(visit_at=timezone.now(), last_visit_at=timezone.now())
        assert "New since your last visit" not in home(host, ANNA)
        give(host, BEN, mine)
        post(host, CARLA, "A fresh one")
        revise(host, BEN, old, "An old one, changed")
        page = home(host, ANNA)
        assert "New feedback on your ideas: 1" in page
        marks = html.fragment_fromstring(page, create_parent="div").xpath('//span[contains(@class, "pib-fresh")]')
        assert [mark.text_content() for mark in marks] == ["Changed", "New"] or [
            mark.text_content() for mark in marks
        ] == ["New", "Changed"]

    def test_news_are_there_when_somebody_comes_back_before_the_visit_is_noted(self):
        host = board()
        mine = post(host, ANNA)
        done(act(host, ANNA, "mark_seen"))
        give(host, BEN, mine)
        assert "New since your last visit" not in home(host, ANNA)
        Member.objects.update(visit_at=timezone.now() - timedelta(hours=1))
        assert "New feedback on your ideas: 1" in home(host, ANNA)
        done(act(host, ANNA, "mark_seen"))
        assert "New feedback on your ideas: 1" in home(host, ANNA)

    @pytest.mark.parametrize("sort", ["new", "helpful", "needs", "top", "mine", "following"])
    def test_every_empty_list_says_so(self, sort):
        answer = done(read(board(votes_shown="always"), ANNA, "list_ideas", sort=sort))
        assert "bizmooc-none" in answer.body["html"]

    def test_whoever_is_muted_reads_and_is_told(self):
        host = board()
        theirs = post(host, BEN)
        done(act(host, ANNA, "mark_seen"))
        Member.objects.filter(participant=ANNA.anonymous_id).update(is_muted=True)
        page = home(host, ANNA)
        assert "has paused your writing" in page
        assert "Post an idea" not in page
        assert act(host, ANNA, "post_comment", idea=theirs.pk, text="Still").status == 403

    def test_nobody_in_particular_sees_nothing_of_it(self):
        host = board()
        post(host, BEN, "A secret library")
        page = home(host, Person(99, is_authenticated=False))
        assert "secret" not in page
        assert "sign in" in page

    def test_views_write_nothing(self):
        host = board(seeds=[{"id": "s", "title": "T", "content": {}, "tags": []}])
        before = all_rows()
        home(host, ANNA)
        read(host, ANNA, "show_board")
        assert all_rows() == before
        assert not any(host.states.values())


class TestWhoSees:
    def test_is_said_where_one_writes(self):
        host = board()
        done(act(host, ANNA, "mark_seen"))
        alias = Member.objects.get().alias
        page = read(host, ANNA, "show_form").body["html"]
        assert f"to them you are “{alias}”" in page
        assert "The course team can find out who wrote it." in page
        assert "Later runs" in page

    def test_names_and_approval_and_reuse_as_the_author_wants(self):
        page = read(board(names="name", pre_approval=True, allow_reuse=False), ANNA, "show_form").body["html"]
        assert "Others see your user name with it." in page
        assert "looks at every idea first" in page
        assert "Later runs" not in page

    def test_ideas_are_signed_with_the_alias(self):
        host = board()
        theirs = post(host, BEN)
        assert Member.objects.get().alias in _show(host, ANNA, theirs)


class TestIdea:
    def test_a_waiting_one_says_so_to_its_author_alone(self):
        host = board(pre_approval=True)
        mine = post(host, ANNA)
        assert mine.state == State.PENDING
        assert "The course team looks at this first" in _show(host, ANNA, mine)
        assert "Waiting for the course team" in read(host, ANNA, "list_ideas", sort="mine").body["html"]
        assert read(host, BEN, "show_idea", idea=mine.pk).status == 404

    def test_a_hidden_one_says_why(self):
        host = board()
        mine = post(host, ANNA)
        Idea.objects.update(state=State.HIDDEN)
        ModerationEntry.objects.create(
            usage_key=mine.usage_key, course_key=mine.course_key, act=Act.HIDE, target="idea", target_id=mine.pk,
            reason="It names a neighbour.", acted_at=timezone.now(),
        )  # fmt: skip
        assert "The reason: It names a neighbour." in _show(host, ANNA, mine)

    def test_history_keeps_what_was_there_before(self):
        host = board()
        mine = post(host, ANNA, "First title")
        done(revise(host, ANNA, mine, "Second title", note="People asked which street"))
        page = _show(host, BEN, mine)
        for said in ("First title", "Second title", "People asked which street", "Version 1"):
            assert said in page

    @pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN])
    def test_history_shows_others_only_what_was_on_the_board(self, state):
        host = board()
        mine = post(host, ANNA, "A first one")
        done(revise(host, ANNA, mine, "An unseen one", "What I say to all"))
        Idea.objects.update(state=state)
        done(revise(host, ANNA, mine, "A clean one", "What I say to myself"))
        Idea.objects.update(state=State.LIVE)
        page = _show(host, BEN, mine)
        assert "A first one" in page
        assert "What I say to all" in page
        assert "An unseen one" not in page
        assert "What I say to myself" not in page
        assert "An unseen one" in _show(host, ANNA, mine)

    def test_a_change_is_not_made_over_another_ones(self):
        host = board()
        mine = post(host, ANNA)
        done(revise(host, ANNA, mine, "Second title"))
        mine.refresh_from_db()
        mine.revision = 1
        form = {"form": f"revision:{mine.pk}", "idea": mine.pk, "revision": 1, "note": "x"}

        assert act(host, ANNA, "revise_idea", **idea("Third title", **form)).status == 409

    def test_consent_can_be_taken_back(self):
        host = board()
        mine = post(host, ANNA, may_be_reused="on")
        assert mine.may_be_reused
        done(revise(host, ANNA, mine, "A tool library"))
        mine.refresh_from_db()
        assert not mine.may_be_reused

    def test_medians_and_ranges_in_words_never_means(self):
        host = board()
        theirs = fill(host, 1, feedback=4)[0]
        page = _show(host, ANNA, theirs)
        assert "the middle of all feedback is between “The people are named" in page
        assert '<th scope="col">Lowest</th>' in page


class TestVotes:
    def test_are_hidden_until_one_has_voted(self):
        host = board()
        theirs = post(host, BEN)
        done(act(host, CARLA, "vote_for_idea", idea=theirs.pk, dots=1))
        assert "1 vote<" not in _show(host, ANNA, theirs) + home(host, ANNA)
        assert "once you have voted yourself" in read(host, ANNA, "list_ideas", sort="top").body["html"]
        answer = done(act(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=1))
        assert "2 votes" in answer.body["html"]
        assert "2 votes" in home(host, ANNA)
        done(act(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=0))
        assert "1 vote<" not in home(host, ANNA)

    def test_or_until_voting_has_closed(self, campus):
        campus.start = timezone.now() - timedelta(days=9)
        host = board(votes_shown="after_close")
        theirs = post(host, BEN)
        done(act(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=1))
        assert "is shown when voting has closed" in _show(host, ANNA, theirs)
        host.fields["phases"] = {"vote": {"closes_after_days": 5}}
        assert "1 vote<" in _show(host, CARLA, theirs)

    def test_a_budget_of_dots(self):
        host = board(vote_kind="dots", dots=2, dots_per_idea=2)
        first, second = post(host, BEN), post(host, CARLA)
        assert "You have 0 dots left." in done(act(host, ANNA, "vote_for_idea", idea=first.pk, dots=2)).body["html"]
        answer = act(host, ANNA, "vote_for_idea", idea=second.pk, dots=1)
        assert (answer.status, "0 dots left" in answer.body["error"]) == (422, True)

    def test_no_voting_is_shown_where_there_is_none(self):
        host = board(vote_kind="none")
        theirs = post(host, BEN)
        assert "vote" not in home(host, ANNA).replace("pib-vote", "")
        assert "Vote for" not in _show(host, ANNA, theirs)
        assert act(host, ANNA, "vote_for_idea", idea=theirs.pk, dots=1).status == 409

    def test_ones_own_idea_takes_no_vote(self):
        host = board()
        mine = post(host, ANNA)
        assert "Vote for" not in _show(host, ANNA, mine)
        assert act(host, ANNA, "vote_for_idea", idea=mine.pk, dots=1).status == 403


class TestQueueOfOne:
    def test_nothing_left_is_said(self):
        host = board()
        assert "Post your idea: then you are done." in done(act(host, ANNA, "take_turn")).body["html"]
        post(host, ANNA)
        page = done(act(host, ANNA, "take_turn")).body["html"]
        assert "Nothing is left to give feedback on: you are done." in page

    def test_a_skipped_one_does_not_come_back(self):
        host = board()
        theirs = post(host, BEN)
        assert "is kept for you" in done(act(host, ANNA, "take_turn")).body["html"]
        done(act(host, ANNA, "skip_turn", idea=theirs.pk))
        assert "Nothing is left" in done(act(host, ANNA, "take_turn")).body["html"]


def test_pages_of_long_conversations():
    host = board()
    theirs = fill(host, 1, feedback=45, comments=45)[0]
    first = done(read(host, ANNA, "list_feedback", idea=theirs.pk)).body["html"]
    assert first.count("pib-said") == 20
    assert "More feedback" in first
    page = _show(host, ANNA, theirs)
    assert "Comment 44" in page
    assert "Comment 24" not in page
    earlier = page.partition('"list_comments" data-values=\'{"idea": "')[2].partition('"after": "')[2].partition('"')[0]
    assert "Comment 24" in read(host, ANNA, "list_comments", idea=theirs.pk, after=earlier).body["html"]


def test_authors_see_an_empty_board_and_nothing_is_read(django_assert_num_queries):
    host = board()
    post(host, BEN, "A secret library")
    before = all_rows()
    shown = pages.preview_html(host.block())
    assert set(shown) == {"home", "form"}
    assert "secret" not in "".join(shown.values())
    assert "Who sees it?" in shown["form"]
    assert all_rows() == before


class TestWhatIsHiddenOrReported:
    def _hide(self, target: str, row: object) -> None:
        moderate.hide(Place(row.usage_key, row.course_key), CARLA.anonymous_id, target, row.pk, "It names a neighbour.")

    def test_the_writer_still_sees_it_with_the_reason(self):
        host = board()
        theirs = post(host, BEN)
        given = give(host, ANNA, theirs)
        done(act(host, ANNA, "post_comment", idea=theirs.pk, text="Ask my neighbour"))
        assert "Hidden by the course team" not in _show(host, ANNA, theirs)
        self._hide("feedback", given)
        self._hide("comment", Comment.objects.get())
        page = _show(host, ANNA, theirs)
        assert page.count("Hidden by the course team. Only you and they see it. The reason: It names a neighbour.") == 2
        assert given.works in page
        assert "Ask my neighbour" in page
        others = _show(host, BEN, theirs)
        assert "Ask my neighbour" not in others
        assert "It names" not in others

    def test_a_comment_can_be_taken_back_when_all_is_closed(self, campus):
        host = board()
        theirs = post(host, BEN)
        done(act(host, ANNA, "post_comment", idea=theirs.pk, text="Too fast"))
        Member.objects.update(is_muted=True)
        page = _show(host, ANNA, theirs)
        assert "Post the comment" not in page
        assert 'data-handler="withdraw_comment"' in page
        assert 'data-handler="withdraw_comment"' not in _show(host, BEN, theirs)
        done(act(host, ANNA, "withdraw_comment", comment=Comment.objects.get().pk))

    @pytest.mark.parametrize(
        ("decide", "told"), [(None, "The course team looks at it"), (moderate.keep, "looked at it and kept it")]
    )
    def test_where_a_report_stands(self, decide, told):
        host = board()
        theirs = post(host, BEN)
        given = give(host, CARLA, theirs)
        done(act(host, ANNA, "report_content", target="feedback", target_id=given.pk, why="rude", text=""))
        if decide:
            decide(Place(given.usage_key, given.course_key), BEN.anonymous_id, "feedback", given.pk, "")
        page = _show(host, ANNA, theirs)
        assert page.count("You have reported this") == 1
        assert told in page

    def test_a_report_says_that_it_was_hidden(self):
        assert words.reported_in_words("hidden").endswith("looked at it and hid it.")


def test_a_card_does_not_end_inside_a_word():
    host = board()
    post(host, BEN, "A library", **{"part.who": "neighbourhoods " * 20})
    card = home(host, ANNA)
    assert "neighbourhoods…" in card
