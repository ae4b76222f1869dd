"""Words, sentences and syllables, held against counts made by hand."""

import pytest

from course_quality import texts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence. Another one.", 2),
        ("She asks: \u201cWhy?\u201d He answers.", 3),
        ("In e.g. March it is 3.5 days, Dr. No says.", 1),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(texts.sentences(text)) == count


def test_words_are_words_and_not_signs():
    assert texts.words("It\u2019s 3.5 days \u2013 a well-kept secret!") == [
        "It\u2019s",
        "3.5",
        "days",
        "a",
        "well-kept",
        "secret",
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("learning", 2), ("table", 2), ("make", 1), ("makes", 1), ("boxes", 2), ("wanted", 2), ("asked", 1),
        ("idea", 3), ("create", 2), ("creative", 3), ("education", 4), ("memory", 3), ("nurse", 1), ("question", 2),
        ("being", 2), ("statement", 2), ("people", 2), ("science", 2), ("remember", 3), ("quiet", 2), ("week", 1),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert texts.syllables(word) == count


def test_the_grade_is_the_formula():
    # Ten words and eleven syllables a sentence.
    paragraph = "The cat sat on the mat and ate nice fish daily. " * 12
    words, syllables = 11, sum(map(texts.syllables, paragraph.split()[:11]))
    expected = 0.39 * words + 11.8 * syllables / words - 15.59

    assert texts.grade([paragraph]) == pytest.approx(expected)
    assert texts.grade(["Too short."]) is None


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.0, 1)])
def test_percentile(share, value):
    assert texts.percentile([3, 1, 4, 2], share) == value
