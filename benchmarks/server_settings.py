"""Django settings of server processes in the benchmarks: the preview host, and what recommender needs beside it.

The other peers are left out: the migrations of edx-submissions do not run through on MariaDB.
"""

from tests.support.lean_settings import *  # noqa: F403
from tests.support.lean_settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "djpyfs", "benchmarks"]
