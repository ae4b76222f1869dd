"""The unit page in Studio: what learners are asked for, drawn without storing anything."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bizmooc.hosting.participant import Place
from bizmooc.texts import text_in
from peer_idea_board.studio.hints import structure_or_problem
from peer_idea_board.studio.settings import SettingsForm


def author_page(block: Any) -> dict[str, Any]:
    """Return what author.html draws."""
    structure, language = block.rules.structure, block.language()
    return {
        "html_id": Place.of(block).html_id,
        "introduction": block.introduction_html(),
        "problem": structure_or_problem(block)[1],
        "facts": _facts(block),
        "parts": [
            {
                "title": text_in(part.title, language),
                "prompt": text_in(part.prompt, language),
                "is_required": part.is_required,
            }
            for part in structure.parts
        ],
        "criteria": [
            {"title": text_in(one.title, language), "levels": [text_in(level, language) for level in one.levels]}
            for one in structure.criteria
        ],
        "seeds": block.rules.seeds,
    }


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
