"""Every question as the host grades it: the right answer is right, and a wrong one is wrong."""

import json

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from opaque_keys.edx.keys import CourseKey

from preview import olx, people

pytestmark = [pytest.mark.django_db, pytest.mark.contrib]
CHOSEN = {"choicegroup": "", "checkboxgroup": "[]"}


def is_right(answer) -> bool:
    return answer.get("correct", "").lower() == "true"


def answers(problem, name: str, right: bool) -> dict[str, list[str]]:
    """What a learner sends for ``problem``; ``name`` is that of its first control, without its number."""
    sent: dict[str, list[str]] = {}
    responses = [element for element in problem if str(element.tag).endswith("response")]
    for number, response in enumerate(responses, start=2):
        control = f"{name}_{number}_1"
        for tag, ending in CHOSEN.items():
            for group in response.iter(tag):
                marked = [f"choice_{place}" for place, choice in enumerate(group) if is_right(choice) is right]
                sent[control + ending] = marked if ending else marked[:1]
        for group in response.iter("optioninput"):
            sent[control] = [next(option.text.strip() for option in group if is_right(option) is right)]
        if response.get("answer"):
            sent[control] = [response.get("answer") if right else "98765"]
    return sent


@pytest.fixture
def hosted(settings, course):
    """The course on the host, and a learner in it."""
    settings.PREVIEW_COURSE_DIRS = [django_settings.BASE_DIR / "course_exports"]
    olx.forget()
    key = CourseKey.from_string(f"course-v1:{course.tree.get('org')}+{course.tree.get('course')}+{course.run}")
    yield olx.get_course(key)
    olx.forget()


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_every_answer_is_graded_as_it_is_meant(course, hosted, right):
    learner = get_user_model().objects.create_user("learner")
    people.enrol(learner, hosted.key)
    client = Client()
    client.force_login(learner)
    problems = {node.usage_key.block_id: node for node in hosted.walk() if node.block_type == "problem"}
    graded = {}
    for problem in course.tree.iter("problem"):
        node = problems[problem.get("url_name")]
        address = f"/courses/{hosted.key}/xblock/{node.usage_key}/handler/xmodule_handler/problem_check"
        sent = answers(problem, f"input_{node.usage_key.html_id()}", right)
        graded[problem.get("url_name")] = json.loads(client.post(address, sent).content)["success"]
    wanted = "correct" if right else "incorrect"
    assert graded
    assert {name: verdict for name, verdict in graded.items() if verdict != wanted} == {}
