"""The Jinja environment."""

import re
from datetime import date

import pytest
from jinja2 import UndefinedError

from generator.pages.templates import Templates, sms, stopped, tel
from generator.text.language import Language
from generator.text.markup import NO_BREAK
from generator.text.phones import dialled


def filled(folder, edition, template, page="index.md", **values):
    """Fill a template with these words."""
    (folder / "try.jinja").write_text(template, encoding="utf-8")
    return Templates(folder).render("try.jinja", {"page": page, "edition": edition, **values})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\n b", "a b\n"),
        ("a | b", "a | b\n"),
        ("- a", "- a\n"),
        ("<b>", "&lt;b&gt;\n"),
        ("{: #x }", "{: #x }\n"),
        ("[words](glossary#ward)", '<a href="glossary.md#ward">words</a>\n'),
        ("[words](glossary)", '<a href="glossary.md">words</a>\n'),
        ("[here](#ward)", '<a href="#ward">here</a>\n'),
        ("[out](https://example.org)", '<a href="https://example.org">out</a>\n'),
        ("[gone](guides/gone)", "gone\n"),
        ("[nowhere]()", "nowhere\n"),
        ("![A map](assets/map.png)", '<img alt="A map" src="assets/map.png">\n'),
        ("Write to a@b.example.", 'Write to <a href="mailto:a@b.example">a@b.example</a>.\n'),
    ],
)
def test_a_line_fits_a_cell_and_does_no_harm(site, tmp_path, written, shown):
    """Authors' text of one paragraph stays within a line, its links lead where they should, HTML is shown."""
    assert shown == filled(tmp_path, site().edition(), "{{ text | line }}", text=written)


def test_a_link_is_seen_from_its_page(site, tmp_path):
    """A link and a picture lead from the page they stand on."""
    text = "[words](glossary) ![A map](assets/map.png)"
    expected = '<a href="../glossary.md">words</a> <img alt="A map" src="../assets/map.png">\n'

    assert expected == filled(tmp_path, site().edition(), "{{ text | line }}", page="guides/one.md", text=text)


def test_a_block_keeps_its_paragraphs(site, tmp_path):
    """Authors' text of several paragraphs keeps them, and loses the space around it."""
    text = "\n\nOne | two.\n\n- three\n\n"
    expected = "<p>One | two.</p>\n<ul>\n<li>three</li>\n</ul>\n"

    assert expected == filled(tmp_path, site().edition(), "{{ text | block }}", text=text)


@pytest.mark.parametrize(("under", "tags"), [(2, "h3 h4"), (3, "h4 h5"), (4, "h5 h6")])
def test_headings_in_a_text_stand_below_that_of_their_place(site, tmp_path, under, tags):
    """The first level of headings that authors may write is the next below the one their text stands under."""
    shown = filled(tmp_path, site().edition(), "{{ text | block(under) }}", text="### One\n\n#### Two", under=under)

    assert tags.split() == re.findall(r"<(h[1-6])>", shown)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One\ntwo\n\n- three\n- four\n", "<p>One\ntwo</p>\n<ul>\n<li>three</li>\n<li>four</li>\n</ul>\n"),
        ("See [the step](#meet).", "<p>See the step.</p>\n"),
        ("See [words](glossary#ward).", "<p>See words.</p>\n"),
        ("See ![A map](assets/map.png).", "<p>See A map.</p>\n"),
        ("See [out](https://example.org).", '<p>See <a href="https://example.org">out</a>.</p>\n'),
        ("<b> {: #x }", "<p>&lt;b&gt; {: #x }</p>\n"),
    ],
)
def test_a_text_told_on_another_page_leads_nowhere(site, tmp_path, written, shown):
    """Text that another page tells of keeps its paragraphs and its links out of the site; other links are words."""
    assert shown == filled(tmp_path, site().edition(), "{{ text | retold }}", text=written)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One [two](glossary).", 'One <a href="glossary.md">two</a>.\n'),
        ("One.\n\n- two", "One. two\n"),
    ],
)
def test_a_text_of_several_paragraphs_stands_within_a_line_as_words(site, tmp_path, written, shown):
    """Within a line a text of one paragraph keeps its links, and one of several only its words."""
    assert shown == filled(tmp_path, site().edition(), "{{ text | in_line }}", text=written)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One **two**.", "<p><strong>So & so</strong> One <strong>two</strong>.</p>\n"),
        ("- one", "<p><strong>So & so</strong></p>\n<ul>\n<li>one</li>\n</ul>\n"),
    ],
)
def test_a_few_words_lead_into_a_text(site, tmp_path, written, shown):
    """Words in bold stand in the first paragraph of what follows, or in one of their own."""
    found = filled(tmp_path, site().edition(), '{{ text | block | led("So & so") }}', text=written)

    assert shown.replace("&", "&amp;") == found


def test_words_have_no_marks(site, tmp_path):
    """Where only words may stand, text loses its links and its marks, and what is left is escaped."""
    expected = "Read the words &lt;now&gt;\n"

    assert expected == filled(
        tmp_path, site().edition(), "{{ text | words }}", text="Read **the [words](glossary)** \\<now>"
    )


def test_everything_is_escaped(site, tmp_path):
    """What a template is given stands as written, in text and in attributes, without a filter."""
    expected = '<p title="a &amp; &lt;b class=&#34;c&#34;&gt;">a &amp; &lt;b class=&#34;c&#34;&gt;</p>\n'

    assert expected == filled(
        tmp_path, site().edition(), '<p title="{{ text }}">{{ text }}</p>', text='a & <b class="c">'
    )


def test_times_and_dates_are_said_in_words(site, tmp_path):
    """Clock times and dates come out in NHS style."""
    expected = "9:30am, 6 August 2018\n"

    assert expected == filled(
        tmp_path, site().edition(), "{{ 570 | clock }}, {{ day | long_date }}", day=date(2018, 8, 6)
    )


def test_a_name_that_is_not_given_is_an_error(site, tmp_path):
    """A template that asks for what it was not given fails, and never leaves a blank."""
    with pytest.raises(UndefinedError, match="nothing") as raised:
        filled(tmp_path, site().edition(), "{{ nothing }}")

    assert "'nothing' is undefined" == raised.value.message


def test_blank_lines_are_tidied(site, tmp_path):
    """However many blank lines and indents a template leaves, none remains; a page ends with one line end."""
    expected = "one\ntwo\n"

    assert expected == filled(tmp_path, site().edition(), "\n\none\n\n\n\n  {% if true %}\n\n{% endif %}\n  two\n\n\n")


def test_a_date_is_said_without_a_nought(site, tmp_path):
    """The day of a date has no nought before it."""
    expected = "1 November 2026\n"

    assert expected == filled(tmp_path, site().edition(), "{{ day | long_date }}", day=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("01632 960 001", '<a href="tel:01632960001">01632_960_001</a>'),
        ("+44 1632 960 001", '<a href="tel:+441632960001">+44_1632_960_001</a>'),
        ("01632 960 001, extension 4", '<a href="tel:01632960001">01632_960_001,_extension_4</a>'),
        ("<b>1", '<a href="tel:1">&lt;b&gt;1</a>'),
        ("ask at <reception", "ask_at_<reception"),
    ],
)
def test_a_number_can_be_called(number, link):
    """A telephone number becomes a link without spaces or extension, in one piece on its line, once."""
    assert link.replace("_", NO_BREAK) == tel(number)


@pytest.mark.parametrize(
    ("number", "word", "link"),
    [
        ("85258", "SHOUT", '<a href="sms:85258?&amp;body=SHOUT">SHOUT to 85258</a>'),
        ("85258", None, '<a href="sms:85258">85258</a>'),
        (
            "01632 960 001",
            "HELP ME <now>",
            '<a href="sms:01632960001?&amp;body=HELP%20ME%20%3Cnow%3E">HELP ME &lt;now&gt; to 01632_960_001</a>',
        ),
        ("ask at <reception", "HELP", "ask_at_<reception"),
    ],
)
def test_a_number_can_be_texted(number, word, link):
    """A number to text becomes a link that opens a message with the word in it; what is no number stays words."""
    assert link.replace("_", NO_BREAK) == sms(number, word, Language())


def test_digits_are_what_a_phone_dials():
    """Only digits and a leading plus are dialled, and nothing after a comma."""
    expected = "+441632960001"

    assert expected == dialled("+44 (1632) 960 001, extension 4")


@pytest.mark.parametrize("words", ["Who will do yours?", "Stop!", "Wait.", "So …"])
def test_what_ends_as_a_sentence_gets_no_second_stop(words):
    """A question is a sentence too; other words get a full stop."""
    assert words == stopped(words)
    assert "My visit is extra." == stopped("My visit is extra")
