"""A small course in which nothing is wrong, written file by file, so that tests can spoil one thing in it."""

import json
from pathlib import Path

RUN = "2026"
WEEKS = (1, 2)
LESSONS = range(1, 11)
SENTENCE = "You read a short page and you try one thing today. "

PROBLEM = """<problem display_name="{title}" max_attempts="2" showanswer="finished"{weight}>
  <multiplechoiceresponse>
    <label>What helps Amina to remember the nine steps? ({title})</label>
    <choicegroup type="MultipleChoice">
      {choices}
    </choicegroup>
  </multiplechoiceresponse>
  <solution><p>Explanation: testing helps. This is from {source}.</p></solution>
</problem>
"""
CHOICES = (
    ("false", "Reading the page again and again"),
    ("true", "Closing the book"),
    ("false", "Marking it in yellow"),
)
BOARD = """  <peer_idea_board url_name="w1_do_board" xblock-family="xblock.v1" display_name="Questions"
    feedback_quota="2" participation_points="2" post_quota="1" structure="question">
    <introduction>&lt;p&gt;Questions tagged example are from the team.&lt;/p&gt;</introduction>
    <seeds>[{"id": "one", "title": "When do you learn?"}, {"id": "two", "title": "How do you start?"}]</seeds>
  </peer_idea_board>
"""
DISCUSSION = """  <discussion url_name="w2_talk" display_name="Talk about it" discussion_id="talk_2026"
    discussion_category="Week 2" discussion_target="What worked"/>
"""
ACTIVITY = """<p><strong>Why:</strong> It helps to try it.</p>
<p><strong>What to do:</strong> Write three sentences about your day.</p>
<p><strong>Example:</strong> Amina writes: on Monday I closed the book.</p>
<p><strong>Next:</strong> Answer two other people.</p>
"""
ABOUT = {
    "overview": "<p>About the course.</p>",
    "short_description": "Learn.",
    "effort": "3 hours",
    "duration": "2 weeks",
}
OUTCOMES = """
- {id: o1, week: week_1, verb: describe, text: Describe how you learn, activities: [w1_lesson_1_unit],
   assessed: [w1_check_problem, w1_do_board]}
- {id: o2, week: week_2, verb: plan, text: Plan your days, activities: [w2_lesson_1_unit], assessed: [w2_check_problem]}
"""
LICENCES = """kind,name,title,author,year,licence,source
file,static/course_image.svg,A tree,The team,2026,CC-BY-4.0,own work
reading,Roediger and Karpicke 2006,Test-enhanced learning,"Roediger, H. L.; Karpicke, J. D.",2006,named only,doi.org
"""


class Writer:
    """Writes the files of the course under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def container(self, kind: str, name: str, attributes: str, children: list[str]) -> None:
        self.file(f"{kind}/{name}.xml", f"<{kind} {attributes}>\n{''.join(children)}</{kind}>\n")

    def page(self, name: str, title: str, minutes: int, body: str) -> str:
        self.file(f"html/{name}.html", f"<p><em>Core · {minutes} minutes</em></p>\n{body}")
        self.file(f"html/{name}.xml", f'<html filename="{name}" display_name="{title}"/>\n')
        return f'  <html url_name="{name}"/>\n'

    def problem(self, name: str, title: str, source: str, right: int, *, graded: bool = False) -> str:
        choices = list(CHOICES)
        choices.insert(right, choices.pop(1))
        lines = [f'<choice correct="{c}">{words}<choicehint>Look back.</choicehint></choice>' for c, words in choices]
        weight = ' weight="1"' if graded else ""
        text = PROBLEM.format(title=title, weight=weight, choices="\n      ".join(lines), source=source)
        self.file(f"problem/{name}.xml", text)
        return f'  <problem url_name="{name}"/>\n'

    def subsection(self, name: str, title: str, blocks: list[str], attributes: str = "") -> str:
        self.container("vertical", f"{name}_unit", f'display_name="{title}, page"', blocks)
        child = f'  <vertical url_name="{name}_unit"/>\n'
        self.container("sequential", name, f'display_name="{title}"{attributes}', [child])
        return f'  <sequential url_name="{name}"/>\n'


def write_good_course(root: Path) -> Path:
    """Write the course and return its folder."""
    writer = Writer(root)
    weeks = [_week(writer, week) for week in WEEKS]
    weeks.append(_glossary(writer))
    writer.file("course.xml", f'<course url_name="{RUN}" org="BizMOOC" course="GOOD"/>\n')
    writer.container("course", RUN, "", weeks)
    _beside(writer)
    return root


def _week(writer: Writer, week: int) -> str:
    before = f"week {max(1, week - 1)}"
    start = f"<h3>After this week you can</h3>\n<ul><li>plan your days,</li></ul>\n<p>{4 * SENTENCE}</p>\n"
    image = '<img src="/static/course_image.svg" width="100" height="100" alt="A tree with three branches"/>'
    name = f"w{week}_start"
    first = writer.page(f"{name}_text", "Start", 2, f"{start}<p>{image}</p>\n")
    guess = writer.problem(f"{name}_problem", "A guess", before, 0)
    subsections = [writer.subsection(name, "Start: plan your week", [first, guess])]
    for number in LESSONS:
        name = f"w{week}_lesson_{number}"
        cited = "<p>Tests help (Roediger and Karpicke 2006). Retrieval is remembering.</p>\n"
        body = f"{cited}<p>{3 * SENTENCE}</p>\n<h3>Your turn (12 minutes)</h3>\n{ACTIVITY}"
        page = writer.page(f"{name}_text", f"Lesson {number}", 14, body)
        problem = writer.problem(f"{name}_problem", f"Question {number}", before, number % 3)
        subsections.append(writer.subsection(name, f"Lesson {number}: try it", [page, problem]))
    subsections += _acts(writer, week, before)
    highlights = json.dumps(["Plan your days"]).replace('"', "&quot;")
    attributes = f'display_name="Week {week}: learn" highlights="{highlights}"'
    writer.container("chapter", f"week_{week}", attributes, subsections)
    return f'  <chapter url_name="week_{week}"/>\n'


def _acts(writer: Writer, week: int, before: str) -> list[str]:
    short = f"<p>{5 * SENTENCE}</p>\n"
    check = writer.problem(f"w{week}_check_problem", "A check", before, 1, graded=True)
    page = writer.page(f"w{week}_check_text", "Before the check", 2, short)
    graded = ' graded="true" format="{}"'
    board = week == 1
    # A board takes ten minutes by itself, and a unit fifteen at most.
    activity, stated = (4, 15) if board else (8, 9)
    task = f"<h3>Your turn ({activity} minutes)</h3>\n{ACTIVITY}{short}"
    blocks = [writer.page(f"w{week}_do_text", "Do", stated, task), BOARD if board else DISCUSSION]
    look_back = writer.page(f"w{week}_reflect_text", "Look back", 2, short)
    last = [look_back, writer.problem(f"w{week}_reflect_problem", "Last", before, 2)]
    return [
        writer.subsection(f"w{week}_do", "Do: ask", blocks, graded.format("Practice") if board else ""),
        writer.subsection(f"w{week}_check", "Check: one question", [page, check], graded.format("Check")),
        writer.subsection(f"w{week}_reflect", "Reflect: three lines", last),
    ]  # fmt: skip


def _glossary(writer: Writer) -> str:
    page = writer.page("more_glossary_text", "Glossary", 1, "<p><strong>Retrieval</strong>: remembering.</p>\n")
    problem = writer.problem("more_problem", "Which word?", "week 1", 0)
    child = writer.subsection("more_glossary", "Glossary", [page, problem])
    writer.container("chapter", "more", 'display_name="More"', [child])
    return '  <chapter url_name="more"/>\n'


def _beside(writer: Writer) -> None:
    signatory = {"id": 2, "name": "The team", "title": "Team", "organization": "BizMOOC", "certificate": None}
    certificate = {
        "id": 1, "name": "Certificate", "description": "Reached 60 percent.", "is_active": True, "version": 1,
        "signatories": [signatory],
    }  # fmt: skip
    policy = {
        "advanced_modules": ["peer_idea_board"], "certificates": {"certificates": [certificate]},
        "course_image": "course_image.svg", "display_name": "A good course", "start": "2026-01-01T00:00:00Z",
        "end": "2099-12-31T00:00:00Z", "instructor_info": {"instructors": []}, "language": "en", "self_paced": True,
        "learning_info": ["Describe how you learn", "Plan your days"],
        "tabs": [{"name": "Course", "type": "courseware"}],
    }  # fmt: skip
    graders = [
        {"type": "Check", "short_label": "C", "min_count": 2, "drop_count": 0, "weight": 0.6},
        {"type": "Practice", "short_label": "P", "min_count": 1, "drop_count": 0, "weight": 0.4},
    ]
    writer.file(f"policies/{RUN}/policy.json", json.dumps({f"course/{RUN}": policy}, indent=1))
    grading = {"GRADER": graders, "GRADE_CUTOFFS": {"Pass": 0.6}}
    writer.file(f"policies/{RUN}/grading_policy.json", json.dumps(grading, indent=1))
    for name, text in ABOUT.items():
        writer.file(f"about/{name}.html", text)
    updates = [{"id": 1, "date": "January 1, 2026", "content": "<p>Welcome.</p>", "status": "visible"}]
    writer.file("info/updates.items.json", json.dumps(updates))
    writer.file("info/handouts.html", "<p>Your page.</p>")
    writer.file("static/course_image.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    writer.file("outcomes.yaml", OUTCOMES)
    writer.file("LICENSES.csv", LICENCES)
