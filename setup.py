"""Package metadata of the BizMOOC XBlock suite."""

import shutil
import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent

# What the preview host itself stands on. It runs without the standard blocks and shows placeholders for them.
HOST = [
    # XBlock -> fs still imports pkg_resources.
    "setuptools<81",
    # Its wheel brings the jQuery and underscore that the pages of an LMS have; also the second host of the tests.
    "xblock-sdk>=0.13,<1",
]
# The standard blocks (html, problem, video ...) that the preview host plays; they need XBlock >= 5.3.
STANDARD_BLOCKS = ["xblocks-contrib>=0.13,<2"]
TEST = [
    "axe-playwright-python>=0.1.4,<1",
    "gunicorn>=27,<28",
    "hypothesis>=6.100,<7",
    "olxcleaner>=0.3,<1",
    # A second opinion on the statistics, with pandas and scipy.
    "pingouin>=0.6,<1",
    "playwright>=1.50,<2",
    "PyMySQL>=1.1,<2",
    "pytest>=8,<10",
    "pytest-django>=4.9,<5",
    # The tests on SQLite use every core.
    "pytest-xdist>=3.6,<4",
]
# What the checks of courses need beside the suite: python -m course_quality.
COURSES = ["olxcleaner>=0.3,<1", "Pillow>=10"]
QUALITY = [
    "djlint>=1.36,<2",
    "import-linter>=2.1,<3",
    "mypy>=1.13,<3",
    "pre-commit>=4,<5",
    "ruff>=0.9,<1",
    "types-PyYAML",
    # Installs everything else: see scripts/venv.sh.
    "uv>=0.9,<1",
]

DJANGO_APPS = [
    "bizmooc = bizmooc.apps:BizmoocConfig",
    "competence_self_assessment = competence_self_assessment.apps:CompetenceSelfAssessmentConfig",
    "creativity_team_exercise = creativity_team_exercise.apps:CreativityTeamExerciseConfig",
    "peer_idea_board = peer_idea_board.apps:PeerIdeaBoardConfig",
]


class BuildWithCourses(build_py):
    """Puts the pilot courses into the data package: their sources, and their archives for Studio."""

    def run(self) -> None:
        """Build as always; a checkout that is installed as editable has its courses in course_exports."""
        super().run()
        if self.editable_mode:
            return
        sys.path.insert(0, str(HERE))
        from course_quality.packing import archive_bytes

        target = Path(self.build_lib, "bizmooc_courses")
        for course in sorted(path.parent for path in HERE.glob("course_exports/*/course.xml")):
            shutil.copytree(course, target / "sources" / course.name, dirs_exist_ok=True)
            archive = target / "archives" / f"{course.name}.tar.gz"
            archive.parent.mkdir(parents=True, exist_ok=True)
            archive.write_bytes(archive_bytes(course))


setup(
    name="bizmooc-xblocks",
    version="0.1.0",
    description="XBlocks for MOOCs in which people do things: self-assessment, idea board, team creativity",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author="The BizMOOC developers",
    license="AGPL-3.0-or-later",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Django :: 4.2",
        "Framework :: Django :: 5.2",
        "Intended Audience :: Education",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Topic :: Education",
    ],
    python_requires=">=3.11",
    package_dir={"": "xblocks"},
    packages=find_packages("xblocks"),
    include_package_data=True,
    install_requires=[
        "XBlock[django]>=5.2,<7",
        # XBlock 6.2 and later contain web_fragments themselves.
        "web-fragments>=3.1,<5; python_version < '3.12'",
        "Django>=4.2,<6",
        "django-crum>=0.7.9,<1",
        "edx-opaque-keys>=2.11,<5",
        "lxml>=5.3,<7",
        "nh3>=0.2.17,<1",
        "pygal>=3.0.5,<4",
        "PyYAML>=6,<7",
        # How alike two ideas sound.
        "rapidfuzz>=3.9,<4",
    ],
    cmdclass={"build_py": BuildWithCourses},
    extras_require={
        "courses": COURSES,
        "preview": HOST + STANDARD_BLOCKS,
        "test": HOST + TEST,
        "quality": QUALITY,
    },
    entry_points={
        "xblock.v1": [
            "competence_self_assessment = competence_self_assessment.block:CompetenceSelfAssessmentBlock",
            "creativity_team_exercise = creativity_team_exercise.block:CreativityTeamExerciseBlock",
            "peer_idea_board = peer_idea_board.block:PeerIdeaBoardBlock",
        ],
        "lms.djangoapp": DJANGO_APPS,
        "cms.djangoapp": DJANGO_APPS,
    },
)
