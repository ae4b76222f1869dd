"""The demo accounts: who may be switched to with one click, and what they are in every course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from opaque_keys.edx.keys import CourseKey

from preview.people import enrol, join_cohort, set_role


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demonstration.

    Attributes:
        username: Also what stands in the header.
        first_name: The person's given name.
        last_name: The person's family name.
        part: What this person is in the courses, in words.
        role: The course role, or None for someone outside the course team.
        enrolled: Whether the person takes part in the courses.
        cohort: The person's group in the courses, if any.
    """

    username: str
    first_name: str
    last_name: str
    part: str | Promise
    role: str | None = None
    enrolled: bool = True
    cohort: str = ""


ACCOUNTS = (
    DemoAccount("anna", "Anna", "Lindqvist", _("Learner"), cohort="Morning group"),
    DemoAccount("ben", "Ben", "Okafor", _("Learner"), cohort="Evening group"),
    DemoAccount("ivo", "Ivo", "Marković", _("Instructor and author"), role="instructor"),
    DemoAccount("olga", "Olga", "Papadaki", _("Not enrolled"), enrolled=False),
)
_BY_NAME = {account.username: account for account in ACCOUNTS}


def find(username: str) -> DemoAccount | None:
    """The demo account with this user name, or None."""
    return _BY_NAME.get(username)


def user_of(account: DemoAccount) -> AbstractBaseUser:
    """The account's user; made, without a usable password, if it does not exist yet."""
    user, created = get_user_model().objects.get_or_create(
        username=account.username,
        defaults={
            "first_name": account.first_name,
            "last_name": account.last_name,
            "email": f"{account.username}@example.org",
        },
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def ensure_accounts(course_keys: Iterable[CourseKey]) -> list[AbstractBaseUser]:
    """Make the demo accounts and give them their place in these courses; harmless to repeat."""
    keys = list(course_keys)
    users = []
    for account in ACCOUNTS:
        user = user_of(account)
        for key in keys:
            if account.enrolled:
                enrol(user, key)
            if account.cohort:
                join_cohort(user, key, account.cohort)
            if account.role:
                set_role(user, key, account.role)
        users.append(user)
    return users
