"""Course and usage keys in URLs."""

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey


class CourseKeyConverter:
    """A course run such as ``course-v1:org+course+run``."""

    regex = r"course-v1:[^/]+"

    def to_python(self, value: str) -> CourseKey:
        """The key, or ValueError (which means: another URL) when it is not one."""
        try:
            return CourseKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: CourseKey) -> str:
        """The key as it stands in the address."""
        return str(value)


class UsageKeyConverter:
    """A block such as ``block-v1:org+course+run+type@html+block@intro``."""

    regex = r"block-v1:[^/]+"

    def to_python(self, value: str) -> UsageKey:
        """The key, or ValueError (which means: another URL) when it is not one."""
        try:
            return UsageKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: UsageKey) -> str:
        """The key as it stands in the address."""
        return str(value)
