"""One way to spoil the good course for each check: the check, and what is done to the course."""

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

Spoil = Callable[[Path], object]
POLICY, GRADING = "policies/2026/policy.json", "policies/2026/grading_policy.json"
PAGE, PROBLEM, BOARD = "html/w1_lesson_1_text.html", "problem/w1_lesson_1_problem.xml", "vertical/w1_do_unit.xml"
DISCUSSION = "vertical/w2_do_unit.xml"


def write(file: str, text: str) -> Spoil:
    def spoil(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return spoil


def edit(file: str, old: str, new: str) -> Spoil:
    """Replace a text wherever it stands in a file; it has to be there."""

    def spoil(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return spoil


def edit_all(pattern: str, old: str, new: str) -> Spoil:
    def spoil(root: Path) -> None:
        for path in root.glob(pattern):
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return spoil


def add(text: str, file: str = PAGE) -> Spoil:
    """Add a text to the end of a page."""
    return lambda root: write(file, (root / file).read_text(encoding="utf-8") + text)(root)


def setting(name: str, value: object) -> Spoil:
    def spoil(root: Path) -> None:
        policy = json.loads((root / POLICY).read_text())
        policy["course/2026"][name] = value
        (root / POLICY).write_text(json.dumps(policy))

    return spoil


def delete(file: str) -> Spoil:
    return lambda root: (root / file).unlink()


def png_with_exif(root: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    exif = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02\x00\x00\x00\x04abc\x00\x00\x00\x00\x00"
    head, pixel = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0), zlib.compress(b"\x00\x00")
    chunks = chunk(b"IHDR", head) + chunk(b"eXIf", exif) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    (root / "static/photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


def always_first(root: Path) -> None:
    """Put the right answer first in every question."""
    for path in root.glob("problem/*.xml"):
        lines = path.read_text().splitlines()
        where = next(number for number, line in enumerate(lines) if "<choice " in line)
        lines[where : where + 3] = sorted(lines[where : where + 3], key=lambda line: "true" not in line)
        path.write_text("\n".join(lines))


HARD = "Institutional heterogeneity complicates interdisciplinary collaboration. "
LONG = "You " + "and I " * 13 + "read it. "
SPOILERS: list[tuple[str, Spoil]] = [
    ("archive-leftovers", write("static/.DS_Store", "")),
    ("structure-course-pointer", edit("course.xml", 'org="BizMOOC"', 'org="BizMOOC" display_name="Twice"')),
    ("structure-run", edit("course.xml", "2026", "2027")),
    ("structure-readable", delete("html/w1_lesson_1_text.xml")),
    ("structure-readable", write(PROBLEM, "<problem>")),
    ("structure-readable", write(POLICY, "{")),
    ("structure-orphans", write("html/left_over.html", "<p>Nobody reads this.</p>")),
    ("structure-depth", edit("chapter/week_1.xml", "</chapter>", '<vertical url_name="w1_start_unit"/></chapter>')),
    ("structure-names-unique", edit(BOARD, 'url_name="w1_do_board"', 'url_name="W1_do_text"')),
    ("structure-names-plain", edit(BOARD, "w1_do_board", "w1-do-board")),
    ("structure-names-kept", edit(BOARD, "w1_do_board", "w1_do_clinic")),
    ("structure-names-kept", delete("url_names.lock")),
    ("structure-titles", edit(BOARD, ' display_name="Questions"', "")),
    ("structure-titles", edit(BOARD, '"Questions"', f'"{"Questions " * 8}"')),
    ("structure-titles", edit("sequential/w1_lesson_1.xml", "Lesson 1:", "Lesson 2:")),
    ("structure-empty", write("vertical/w1_start_unit.xml", '<vertical display_name="Empty"/>')),
    ("structure-learners-state", edit(BOARD, 'post_quota="1"', 'post_quota="1" has_rows="true"')),
    ("structure-our-fields", edit(BOARD, '[{"id"', '{"id"')),
    ("structure-our-fields", edit(BOARD, 'structure="question"', 'structure="nobody_has_it"')),
    ("structure-our-fields", edit(BOARD, '"two"', '"one"')),
    ("structure-our-inline", write("peer_idea_board/w1_do_board.xml", "<peer_idea_board/>")),
    ("structure-our-inline", edit(BOARD, 'url_name="w1_do_board"', "")),
    ("structure-advanced-modules", setting("advanced_modules", [])),
    ("structure-advanced-modules", setting("advanced_modules", ["peer_idea_board", "poll"])),
    ("structure-types", edit(BOARD, "</vertical>", '<unknown_tag url_name="abc" display_name="A"/></vertical>')),
    ("olx-cleaner", edit("course/2026.xml", "<course ", '<course display_name="Twice" ')),
    ("links-files-exist", add('<p><img src="/static/gone.svg" alt="A tree with leaves"/></p>')),
    ("links-files-used", write("static/nobody.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ("links-targets", add('<p><a href="/jump_to_id/gone">The lesson that is gone</a></p>')),
    ("links-targets", add('<p><a href="/course/gone">The page that is gone</a></p>')),
    ("links-targets", add('<p><a href="/course/courseware/gone/">The week that is gone</a></p>')),
    ("links-outside", add('<p><a href="http://doi.org/1">A paper</a></p>')),
    ("links-outside", add('<p><a href="https://shop.example">A shop</a></p>')),
    ("links-embedded", add('<iframe src="https://video.example/1" title="A film"></iframe>')),
    ("media-files", write("static/a tree.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ("media-images", write("static/broken.svg", "<svg>")),
    ("media-images", write("static/broken.png", "no image")),
    ("media-images", png_with_exif),
    ("media-image-sizes", edit("html/w1_start_text.html", ' width="100"', "")),
    ("media-recordings", edit(BOARD, "</vertical>", '<video url_name="film" display_name="A film"/></vertical>')),
    ("accessibility-alt", edit("html/w1_start_text.html", ' alt="A tree with three branches"', "")),
    ("accessibility-alt", edit("html/w1_start_text.html", "A tree with three branches", "course_image.svg")),
    ("accessibility-alt", edit("html/w1_start_text.html", "A tree with three branches", "")),
    ("accessibility-alt", edit("html/w1_start_text.html", "A tree with three branches", "A tree " * 30)),
    ("accessibility-headings", edit(PAGE, "h3>", "h2>")),
    ("accessibility-headings", add("<h5>Too deep</h5>")),
    ("accessibility-headings", add("<h3></h3>")),
    ("accessibility-false-headings", add("<p><strong>The next part</strong></p>")),
    ("accessibility-tables", add("<table><tr><td>1</td></tr></table>")),
    ("accessibility-tables", add("<table><caption>One</caption><tr><th>1</th></tr></table>")),
    ("accessibility-link-texts", add('<p><a href="/jump_to_id/w1_check_unit">here</a></p>')),
    ("accessibility-link-texts", add('<p><a href="/course/dates">Next</a> <a href="/course/progress">Next</a></p>')),
    ("accessibility-lists", add("<p>- one</p><p>- two</p>")),
    ("accessibility-contrast", add('<p style="color: #999; background-color: #fff">Grey</p>')),
    ("accessibility-dragging", edit(BOARD, "</vertical>", '<drag-and-drop-v2 url_name="dnd"/></vertical>')),
    ("accessibility-fixed-sizes", add('<p style="font-size: 12px">Small</p>')),
    ("accessibility-fixed-sizes", add('<p><a href="/course/progress" target="_blank">Progress</a></p>')),
    ("accessibility-safe-html", add("<section>New</section>")),
    ("accessibility-safe-html", add("<p>Salt & pepper</p>")),
    ("accessibility-safe-html", add('<p onclick="go()">Click</p>')),
    ("accessibility-ids", add('<p id="a">1</p><p id="a">2</p>')),
    ("wording-by-sight", add("<p>Press the green button.</p>")),
    ("wording-by-sight", edit(BOARD, "How do you start?", "Why the red line again?")),
    ("wording-language-set", setting("language", "")),
    ("wording-other-languages", add("<p>She says добро.</p>")),
    ("wording-pictures-of-text", add('<p><img src="/static/a.png" alt="Screenshot of the page"/></p>')),
    ("pedagogy-parts", edit("sequential/w1_reflect.xml", "Reflect", "Later")),
    ("pedagogy-outcomes", edit("outcomes.yaml", "verb: plan, text: Plan", "verb: know, text: Know")),
    ("pedagogy-outcomes", edit("outcomes.yaml", "text: Plan", "text: Your plan of")),
    ("pedagogy-outcomes", delete("outcomes.yaml")),
    ("pedagogy-alignment", edit("outcomes.yaml", "w1_lesson_1_unit", "w1_gone")),
    ("pedagogy-alignment", edit("outcomes.yaml", ", w1_do_board", "")),
    ("pedagogy-alignment", edit("outcomes.yaml", "[w2_check_problem]", "[]")),
    ("pedagogy-retrieval", edit_all("problem/w2_*.xml", "week 1", "a lesson")),
    ("pedagogy-e-tivities", edit("html/w2_do_text.html", "three sentences", "something")),
    ("load-stated", edit(PAGE, "<p><em>Core · 14 minutes</em></p>", "")),
    ("load-stated", edit(PAGE, "Core ·", "Extra ·")),
    ("load-unit-minutes", edit(PAGE, "14 minutes", "10 minutes")),
    ("load-week", edit_all("html/w1_lesson_*.html", "· 14 minutes", "· 9 minutes")),
    ("load-units-short", add("<p>Word.</p>" * 901)),
    ("load-units-short", edit(PAGE, "14 minutes", "16 minutes")),
    ("load-blocks", edit_all("vertical/*.xml", "</vertical>", '<html url_name="x">.</html>' * 2 + "</vertical>")),
    ("load-kinds", edit_all("vertical/w1_l*.xml", "<problem", '<html filename="w1_lesson_1_text"')),
    ("load-action", add("<p>Word.</p>" * 701, "html/w1_start_text.html")),
    ("language-grade", add(f"<p>{HARD * 400}</p>")),
    ("language-sentences", add(f"<p>{LONG * 60}</p>")),
    ("language-long-sentences", add(f"<p>{LONG}{LONG[:-2]} {LONG.lower()}</p>".replace("it. ", "it "))),
    ("language-abbreviations", add("<p>Use the ZPD now and the ZPD later.</p>")),
    ("language-glossary", edit("course/2026.xml", '<chapter url_name="more"/>', "")),
    ("language-glossary", edit("html/more_glossary_text.html", "Retrieval", "Metacognition")),
    ("questions-label", edit(PROBLEM, "label>", "p>")),
    ("questions-options", edit(PROBLEM, 'correct="true"', 'correct="false"')),
    ("questions-feedback", edit(PROBLEM, "<choicehint>Look back.</choicehint>", "")),
    ("questions-solution", edit(PROBLEM, "solution>", "description>")),
    ("questions-all-or-none", edit(PROBLEM, "Marking it in yellow", "All of the above")),
    ("questions-position", always_first),
    ("questions-longest", edit_all("problem/*.xml", "the book<", "the book, and saying what it says<")),
    ("questions-negative", edit(PROBLEM, "What helps Amina", "What does not help Amina")),
    ("assessment-weights", edit(GRADING, "0.4", "0.5")),
    ("assessment-types", edit(GRADING, '"min_count": 2', '"min_count": 3')),
    ("assessment-types", edit("sequential/w1_check.xml", 'format="Check"', 'format="Exam"')),
    ("assessment-types", edit(GRADING, '"drop_count": 0', '"drop_count": 2')),
    ("assessment-reachable", edit(GRADING, '"Pass": 0.6', '"Pass": 0.9')),
    ("assessment-reachable", edit(BOARD, ', {"id": "two", "title": "How do you start?"}', "")),
    ("assessment-reachable", edit_all("vertical/w*_check_unit.xml", "<problem", "<openassessment")),
    ("assessment-attempts", edit(PROBLEM, 'max_attempts="2"', 'max_attempts="1"')),
    ("assessment-attempts", edit(PROBLEM, ' showanswer="finished"', "")),
    ("assessment-attempts", edit("problem/w1_check_problem.xml", 'weight="1"', 'weight="0"')),
    ("policy-dates", setting("end", "2025-12-31T00:00:00Z")),
    ("policy-dates", edit("sequential/w1_check.xml", "format", 'due="2026-02-01T00:00:00Z" format')),
    ("policy-highlights", edit("chapter/week_1.xml", "[&quot;Plan your days&quot;]", "[]")),
    ("policy-certificate", edit(POLICY, '"is_active": true', '"is_active": false')),
    ("policy-certificate", edit(POLICY, "60 percent", "50 percent")),
    ("policy-hurdles", setting("entrance_exam_enabled", True)),
    ("policy-tabs", setting("tabs", [])),
    ("policy-tabs", edit(POLICY, '"type": "courseware"', '"type": "static_tab", "url_slug": "gone"')),
    ("policy-about", delete("about/duration.html")),
    ("policy-welcome", delete("info/updates.items.json")),
    ("policy-learning-info", setting("learning_info", ["Plan your days"])),
    ("policy-discussions", edit(DISCUSSION, 'discussion_category="Week 2"', "")),
    ("rights-log", delete("LICENSES.csv")),
    ("rights-log", edit("LICENSES.csv", "static/course_image.svg", "static/other.svg")),
    ("rights-log", edit("LICENSES.csv", "CC-BY-4.0", "")),
    ("rights-readings", add("<p>Spacing helps (Cepeda et al. 2006).</p>")),
    ("rights-readings", edit("LICENSES.csv", "Roediger and Karpicke 2006", "Nobody 2011")),
    ("rights-marks", add("<p>Take the Six Thinking Hats.</p>")),
    ("rights-people", add("<p>Write to amina@hospital.eu.</p>")),
    ("rights-people", edit(BOARD, "How do you start?", "Call +44 20 7946 0958 now")),
    ("rights-spelling", add("<p>Choose a color.</p>")),
]  # fmt: skip
