"""Every migration can be taken back, and taken again."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.migrations.databases import OUR_APPS, Host


def _our_models() -> list[type[models.Model]]:
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]


def test_forward_from_zero_back_to_zero_and_forward_again(empty_host: Host) -> None:
    tables = {model._meta.db_table for model in _our_models()}

    empty_host.migrate()
    assert empty_host.our_tables() == tables

    for app in OUR_APPS:
        empty_host.migrate(app, "zero")
    assert empty_host.our_tables() == set()

    empty_host.migrate()
    assert empty_host.our_tables() == tables


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    # Exits with 1 where one is missing, and says which.
    call_command("makemigrations", *OUR_APPS, "preview", check_changes=True, dry_run=True)
