"""The unit page in Studio: what learners are asked for, drawn without storing anything."""

from __future__ import annotations

import re
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.texts import text_in
from peer_idea_board.pages import preview_html
from peer_idea_board.studio.hints import structure_or_problem
from peer_idea_board.studio.settings import SettingsForm

# What the learner's script would act on. Texts cannot hold any: their quotation marks are escaped.
_LIVE = re.compile(r' data-(?:alike|alike-list|autosave|changes|handler|into|load|submit-on-change|visit)(?:="[^"]*")?')


def author_page(block: Any) -> dict[str, Any]:
    """Return what author.html draws: the board as the first learner finds it, and what they are asked for."""
    structure, language = block.rules.structure, block.language()
    pages = preview_html(block)
    return {
        "problem": structure_or_problem(block)[1],
        "facts": _facts(block),
        "home": mark_safe(_still(pages["home"])),  # noqa: S308 - our own templates
        "form": mark_safe(_still(pages["form"])),  # noqa: S308
        "criteria": [
            {"title": text_in(one.title, language), "levels": [text_in(level, language) for level in one.levels]}
            for one in structure.criteria
        ],
        "seeds": block.rules.seeds,
    }


def _still(html: str) -> str:
    """Return a page of ours that asks the host for nothing, whatever is pressed."""
    return _LIVE.sub("", html)


def _facts(block: Any) -> list[str]:
    rules, fields = block.rules, SettingsForm.base_fields
    posts = ngettext("%(count)d idea to post", "%(count)d ideas to post", rules.post_quota)
    gives = ngettext("%(count)d feedback to give", "%(count)d feedbacks to give", rules.feedback_quota)
    facts = [posts % {"count": rules.post_quota}, gives % {"count": rules.feedback_quota}]
    facts += [
        f"{fields[name].label}: {dict(fields[name].choices).get(getattr(block, name) or '', '')}"
        for name in ("groups", "vote_kind", "names")
    ]
    if rules.pre_approval:
        facts.append(_("The course team looks at each idea first"))
    points = block.max_score()
    facts.append(_("Points for taking part: %(points)d") % {"points": points} if points else _("Not graded"))
    return facts
