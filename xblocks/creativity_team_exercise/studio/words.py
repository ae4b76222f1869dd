"""What a step asks of people and what they see, in words that authors use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from creativity_team_exercise.techniques import Builds, Kind, Sees, Step

KINDS = {
    Kind.WRITE: gettext_lazy("Everybody writes"),
    Kind.PASS: gettext_lazy("Sheets go round"),
    Kind.PAIRS: gettext_lazy("The team marks what contradicts itself"),
    Kind.COMBINE: gettext_lazy("Everybody puts entries together"),
    Kind.SORT: gettext_lazy("The team sorts"),
    Kind.RATE: gettext_lazy("Everybody rates"),
    Kind.RANK: gettext_lazy("Everybody ranks"),
    Kind.DOTS: gettext_lazy("Everybody gives dots"),
    Kind.RESULT: gettext_lazy("The team writes one text"),
}


def rules_in_words(step: Step, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield sentences on how much is asked, what people have before them, and who sees what.

    Args:
        step: of a technique.
        titles: of all its steps, by id.
    """
    yield _asked(step)
    uses = ", ".join(_("“%(title)s”") % {"title": titles[one]} for one in step.uses)
    if uses:
        yield _("Before them they have what was written in %(steps)s.") % {"steps": uses}
    if step.prompts_from:
        words = {"count": step.top, "step": _("“%(title)s”") % {"title": titles[step.prompts_from]}}
        yield (
            ngettext(
                "The question is the best entry of %(step)s.",
                "The questions are the best %(count)d entries of %(step)s.",
                step.top,
            )
            % words
        )
    if step.builds != Builds.NO:
        yield (
            _("Each entry goes back to one of those.")
            if step.builds == Builds.MUST
            else _("An entry can go back to one that was there before.")
        )
    yield _who_sees(step)


def _asked(step: Step) -> str:
    if step.kind in (Kind.WRITE, Kind.PASS, Kind.COMBINE):
        wanted = ngettext("%(count)d entry is asked for", "%(count)d entries are asked for", step.wanted)
        at_most = ngettext("%(count)d can be handed in", "up to %(count)d can be handed in", step.at_most)
        words = {"wanted": wanted % {"count": step.wanted}, "at_most": at_most % {"count": step.at_most}}
        if step.kind == Kind.PASS:
            return _("In each round %(wanted)s of each person; %(at_most)s.") % words
        if len(step.prompts) > 1 or step.prompts_from:
            return _("To each question %(wanted)s of each person; %(at_most)s.") % words
        return _("Of each person %(wanted)s; %(at_most)s.") % words
    if step.kind == Kind.RANK:
        sentence = ngettext("Each person names their best one.", "Each person ranks their best %(count)d.", step.picks)
        return sentence % {"count": step.picks}
    if step.kind == Kind.DOTS:
        dots = ngettext("Each person has %(count)d dot", "Each person has %(count)d dots", step.picks)
        sentence = _("%(dots)s, and gives at most %(most)d of them to one entry.")
        return sentence % {"dots": dots % {"count": step.picks}, "most": step.per_entry}
    if step.kind == Kind.RATE:
        return _("Each person rates each entry on every criterion, from 1 to 5.")
    if step.kind == Kind.RESULT:
        return _("Anybody can write and change it; where two write at once, both texts are kept.")
    return _("Anybody can do some of it, as much as they like.")


def _who_sees(step: Step) -> str:
    if step.kind == Kind.PASS:
        return _(
            "Each sees the sheet they hold, with what others wrote there in earlier rounds; all when it has ended."
        )
    if step.kind in (Kind.RATE, Kind.RANK, Kind.DOTS):
        return _("Nobody sees what others chose until the step has ended; then everybody sees what came of it.")
    if step.kind in (Kind.PAIRS, Kind.SORT, Kind.RESULT):
        return _("Everybody in the team sees it at once.")
    if step.sees == Sees.TEAM:
        return _("Others see an entry once they have handed in one themselves.")
    return _("Others see it when the step has ended.")
