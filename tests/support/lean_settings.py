"""The preview host without the standard blocks and the pilot courses, for tests that start many processes.

The standard blocks bring scientific libraries with them: seconds of processor time for each process.
"""

import sys

sys.modules.setdefault("xblocks_contrib", None)  # type: ignore[arg-type]

from preview.settings import *  # noqa: E402, F403
from preview.settings import PREVIEW_COURSE_DIRS  # noqa: E402

# Those of PREVIEW_COURSES.
PREVIEW_COURSE_DIRS = PREVIEW_COURSE_DIRS[1:]
