"""Texts and form values as browsers, scripts and attackers send them."""

import pytest
from django import forms
from hypothesis import given

from bizmooc.refusal import Refusal
from bizmooc.web.forms import PlainText, as_form_data, require_valid
from tests.support.properties import quick, typed_text


class ExampleForm(forms.Form):
    text = PlainText(max_length=10, required=False)
    line = PlainText(max_length=10, required=False, rows=1)
    number = forms.IntegerField(required=False, max_value=5)

    def clean(self):
        if self.cleaned_data.get("text") == "clash":
            raise forms.ValidationError("These two do not go together.")
        return self.cleaned_data


def _refused(values):
    with pytest.raises(Refusal) as refused:
        require_valid(ExampleForm(data=as_form_data(values)))
    return refused.value


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x01",
        "\x08",
        "\x0b",
        "\x0c",
        "\x1b",
        "\x7f",
        "\x85",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ufffe",
        "\uffff",
    ],
)
def test_control_characters_are_refused_with_a_remedy(character):
    refusal = _refused({"text": f"a{character}b"})
    assert refusal.status == 422
    assert "remove" in " ".join(refusal.fields["text"])


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "ünï", "日本", "🙂", "a\u200db", "a\u200fb", "<b>&"])
def test_everything_people_type_is_kept(text):
    assert require_valid(ExampleForm(data=as_form_data({"text": text})))["text"] == text


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb", "a\nb"])
def test_line_ends_become_one_kind(text):
    assert require_valid(ExampleForm(data=as_form_data({"text": text})))["text"] == "a\nb"


@quick
@given(typed_text)
def test_a_cleaned_text_is_clean(text):
    field = PlainText(max_length=1000, required=False)
    assert field.clean(field.clean(text)) == field.clean(text)


def test_lengths_count_characters_not_bytes():
    assert require_valid(ExampleForm(data=as_form_data({"text": "🙂" * 10})))
    assert list(_refused({"text": "a" * 11}).fields) == ["text"]


def test_unknown_names_are_refused():
    refusal = _refused({"text": "a", "is_staff": "1"})
    assert refusal.status == 400
    assert not refusal.fields


def test_faults_are_counted_and_said_by_field():
    one, two = _refused({"number": "6"}), _refused({"number": "x", "text": "a" * 11})
    assert (one.status, two.status) == (422, 422)
    assert one.message.startswith("One answer")
    assert two.message.startswith("2 answers")
    assert set(two.fields) == {"number", "text"}
    assert all(isinstance(sentence, str) for sentences in two.fields.values() for sentence in sentences)


def test_what_concerns_two_fields_is_the_summary():
    assert _refused({"text": "clash"}).message == "These two do not go together."


@pytest.mark.parametrize(("value", "cleaned"), [(["a", "b"], "b"), ([], ""), ("", "")])
def test_lists_are_taken_as_a_browser_sends_them(value, cleaned):
    assert require_valid(ExampleForm(data=as_form_data({"text": value})))["text"] == cleaned
