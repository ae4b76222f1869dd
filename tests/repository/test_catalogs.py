"""Translations are complete, and the compiled catalogs are those of the texts beside them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.utils import translation

from competence_self_assessment.models import Occasion
from tests.support.bare_host import BareHost
from tests.support.programs import GETTEXT, require
from tests.support.servers import ROOT

CATALOGS = sorted((ROOT / "xblocks").glob("*/locale/*/LC_MESSAGES/django.po"))
NAMES = [f"{path.parts[-5]}-{path.parts[-3]}" for path in CATALOGS]


def test_there_are_catalogs() -> None:
    assert len(CATALOGS) >= 2


@pytest.mark.parametrize("catalog", CATALOGS, ids=NAMES)
def test_the_compiled_catalog_is_up_to_date(catalog: Path, tmp_path: Path) -> None:
    require(GETTEXT)
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, catalog], check=True)

    assert compiled.read_bytes() == catalog.with_suffix(".mo").read_bytes(), "run: make messages"


@pytest.mark.parametrize("catalog", CATALOGS, ids=NAMES)
def test_every_text_of_the_code_is_translated(catalog: Path, tmp_path: Path) -> None:
    require(GETTEXT)
    app = catalog.parents[3]
    copy = tmp_path / app.name
    shutil.copytree(app, copy)
    language = catalog.parent.parent.name
    command = [sys.executable, "-P", "-m", "django", "makemessages", "-l", language, "--no-location", "--no-wrap"]
    # Outside any project: only the app's own texts are collected.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=environment)
    fresh = copy / catalog.relative_to(app)
    statistics = subprocess.run(
        ["msgfmt", "--statistics", "-o", "/dev/null", fresh], check=True, capture_output=True, text=True
    ).stderr

    assert re.fullmatch(r"\d+ translated messages\.\n", statistics), statistics


def test_a_text_is_translated_in_one_way() -> None:
    # On one host all catalogs are one: of two translations of a text, whichever is read first is shown everywhere.
    found: dict[tuple[str, object], set[str]] = {}
    for catalog in CATALOGS:
        with catalog.with_suffix(".mo").open("rb") as compiled:
            texts = GNUTranslations(compiled)._catalog
        for source, text in texts.items():
            if source:
                found.setdefault((catalog.parent.parent.name, source), set()).add(text)

    assert {source: texts for source, texts in found.items() if len(texts) > 1} == {}


def test_a_learner_reads_their_language(settings) -> None:
    settings.BIZMOOC = {"PLATFORM": "bizmooc.hosting.platform.NoPlatform", "RAISE_VIEW_ERRORS": True}
    block = BareHost({"occasion": Occasion.POST.value}).block(None)
    with translation.override("de"):
        page = block.author_view({}).content

    assert "Im Rückblick: zu Beginn des Kurses" in page
    assert "Wie oft trifft das auf dich zu?" in page
