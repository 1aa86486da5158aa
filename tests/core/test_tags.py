"""Tags that do their work once, when a template is read, say what they would say each time."""

from dataclasses import dataclass

import pytest
from django.template import Context, Engine, engines
from django.urls import NoReverseMatch
from django.utils import translation

PLAIN = Engine(builtins=["django.templatetags.i18n"])


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Hạn & ngày <b>" %}',
        '{% translate "xong 50%" %}',
        '{% translate "Password" %}',
        '{% translate "Trang" as page %}[{{ page }}]',
        "{% translate word %}",
        '{% translate "Trang"|upper %}',
    ],
)
def test_a_sentence_is_what_django_s_own_tag_would_write(source):
    context = {"word": "<Trang>"}
    assert shown(source, **context) == PLAIN.from_string(source).render(Context(context))


def test_a_fixed_sentence_comes_from_the_catalogue():
    with translation.override("vi"):
        assert shown('{% translate "Password" %}') == translation.gettext("Password") != "Password"


def test_a_fixed_icon_is_drawn_like_one_that_a_variable_names():
    assert shown('{% icon "bell" "Nhắc" %}') == shown(
        "{% icon name label %}", name="bell", label="Nhắc"
    )
    assert 'aria-label="Nhắc"' in shown('{% icon "bell" "Nhắc" %}')
    assert "&lt;b&gt;" in shown('{% icon "bell" label %}', label="<b>")


@pytest.mark.parametrize(
    "source",
    [
        "{% url 'tasks' %}",
        "{% url 'tasks_export' 'csv' %}",
        "{% url 'tasks' as list %}[{{ list }}]",
        "{% url 'no_such_page' as list %}[{{ list }}]",
        "{% url name %}",
        "{% url name|lower %}",
    ],
)
def test_an_address_is_what_django_s_own_tag_would_write(source):
    ours = engines["django"].from_string(source)
    for name in ("tasks", "plans"):
        expected = PLAIN.from_string(source).render(Context({"name": name}))
        assert ours.render({"name": name}) == expected


def test_an_address_that_is_not_there_is_refused_each_time_it_is_shown():
    drawn = engines["django"].from_string("{% if shown %}{% url 'no_such_page' %}{% endif %}")
    assert drawn.render({"shown": False}) == ""
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            drawn.render({"shown": True})


@dataclass
class Choice:
    value: str
    label: str
    is_on: bool


def test_choices_are_marked_and_escaped():
    drawn = shown("{{ all|options }}", all=[Choice("a", "A & B", True), Choice('"', "C", False)])
    assert drawn == (
        '<option value="a" selected>A &amp; B</option><option value="&quot;">C</option>'
    )
