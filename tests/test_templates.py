"""The Jinja environment."""

from datetime import date

import pytest
from jinja2 import UndefinedError

from generator.markup import digits
from generator.resolve import NO_BREAK
from generator.templates import Templates, long_date, sms, tel


def filled(folder, edition, template, page="index.md", **values):
    """Fill a template with these words."""
    (folder / "try.jinja").write_text(template, encoding="utf-8")
    return Templates(folder).render("try.jinja", {"page": page, "edition": edition, **values})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\n b", "a b\n"),
        ("a | b", "a &#124; b\n"),
        ("<b>", "&lt;b>\n"),
        ("{: #x }", "&#123;: #x }\n"),
        ("[words](glossary#ward)", "[words](<glossary.md#ward>)\n"),
        ("[words](glossary)", "[words](<glossary.md>)\n"),
        ("[here](#ward)", "[here](<#ward>)\n"),
        ("[out](https://example.org)", "[out](<https://example.org>)\n"),
        ("[gone](guides/gone)", "gone\n"),
        ("![A map](assets/map.png)", "![A map](<assets/map.png>)\n"),
    ],
)
def test_a_line_fits_a_cell_and_does_no_harm(site, tmp_path, written, shown):
    """Authors' text of one paragraph becomes one line of Markdown, its links lead where they should, HTML is shown."""
    assert shown == filled(tmp_path, site().edition(), "{{ text | line }}", text=written)


def test_a_link_is_seen_from_its_page(site, tmp_path):
    """A link and a picture lead from the page they stand on."""
    text = "[words](glossary) ![A map](assets/map.png)"
    expected = "[words](<../glossary.md>) ![A map](<../assets/map.png>)\n"

    assert expected == filled(tmp_path, site().edition(), "{{ text | line }}", page="guides/one.md", text=text)


def test_a_block_keeps_its_paragraphs(site, tmp_path):
    """Authors' text of several paragraphs keeps them, and loses the space around it."""
    text = "\n\nOne | two.\n\n- three\n\n"
    expected = "One | two.\n\n- three\n"

    assert expected == filled(tmp_path, site().edition(), "{{ text | block }}", text=text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One\ntwo\n\n- three\n- four\n", "One\ntwo\n\n- three\n- four\n"),
        ("See [the step](#meet).", "See the step.\n"),
        ("See [words](glossary#ward).", "See words.\n"),
        ("See ![A map](assets/map.png).", "See A map.\n"),
        ("See [out](https://example.org).", "See [out](<https://example.org>).\n"),
        ("<b> {: #x }", "&lt;b> &#123;: #x }\n"),
    ],
)
def test_a_text_told_on_another_page_leads_nowhere(site, tmp_path, written, shown):
    """Text that another page tells of keeps its paragraphs and its links out of the site; other links are words."""
    assert shown == filled(tmp_path, site().edition(), "{{ text | retold }}", text=written)


def test_bare_words_have_no_marks(site, tmp_path):
    """For titles, text loses its links and its marks."""
    expected = "Read the words now\n"

    assert expected == filled(
        tmp_path, site().edition(), "{{ text | bare }}", text="Read **the [words](glossary)** now"
    )


def test_html_is_escaped_for_html_templates(site, tmp_path):
    """In a template of HTML, what means something in HTML is escaped."""
    expected = "a &amp; &lt;b class=&quot;c&quot;&gt;\n"

    assert expected == filled(tmp_path, site().edition(), "{{ text | html }}", text='a & <b class="c">')


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
    """However many blank lines a template leaves, one remains; a page ends with one line end."""
    expected = "one\n\ntwo\n"

    assert expected == filled(tmp_path, site().edition(), "\n\none\n\n\n\n{% if true %}\n\n{% endif %}\ntwo\n\n\n")


def test_a_date_is_said_without_a_nought():
    """The day of a date has no nought before it."""
    expected = "1 November 2026"

    assert expected == long_date(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("01632 960 001", "[01632_960_001](tel:01632960001)"),
        ("+44 1632 960 001", "[+44_1632_960_001](tel:+441632960001)"),
        ("01632 960 001, extension 4", "[01632_960_001,_extension_4](tel:01632960001)"),
        (f"[01632{NO_BREAK}960{NO_BREAK}001](tel:01632960001)", "[01632_960_001](tel:01632960001)"),
        ("ask at <reception", "ask_at_&lt;reception"),
    ],
)
def test_a_number_can_be_called(number, link):
    """A telephone number becomes a link without spaces or extension, in one piece on its line, once."""
    assert link.replace("_", NO_BREAK) == tel(number)


@pytest.mark.parametrize(
    ("number", "word", "link"),
    [
        ("85258", "SHOUT", "[SHOUT to 85258](<sms:85258?&body=SHOUT>)"),
        ("85258", None, "[85258](sms:85258)"),
        (
            "01632 960 001",
            "HELP ME <now>",
            "[HELP ME &lt;now to 01632_960_001](<sms:01632960001?&body=HELP%20ME%20%3Cnow>)",
        ),
        ("ask at <reception", "HELP", "ask_at_&lt;reception"),
    ],
)
def test_a_number_can_be_texted(number, word, link):
    """A number to text becomes a link that opens a message with the word in it; what is no number stays words."""
    assert link.replace("_", NO_BREAK) == sms(number, word)


def test_digits_are_what_a_phone_dials():
    """Only digits and a leading plus are dialled, and nothing after a comma."""
    expected = "+441632960001"

    assert expected == digits("+44 (1632) 960 001, extension 4")
