"""What check lets pass can be printed, with the fonts that come with the program and none of the machine's."""

import os
import subprocess
import sys
from html import escape
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from conftest import REPOSITORY, Site
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pdfs import chapter_of, complaints, opened, styles_of

from generator.pdf.chapter import cover_sheet, typeset
from generator.pdf.link import Imprint, link
from generator.pdf.typeface import furniture_typeface
from generator.problems import Level
from generator.text.letters import FAMILIES, HOUSE, families_for, family_of, letters_of, unprintable

LANGUAGES = {
    "Arabic": "مرحبا اتصل بالرقم الآن ثلاثة بيت",
    "Urdu": "آپ کی مدد کے لیے ڈاکٹر، لڑکا، پانچ، گھر، ہسپتال",
    "Panjabi": "ਪੰਜਾਬੀ ਵਿੱਚ ਮਦਦ",
    "Bengali": "বাংলায় সাহায্য",
    "Gujarati": "ગુજરાતીમાં મદદ",
    "Hindi": "हिन्दी में मदद",
    "Tamil": "தமிழில் உதவி",
    "Chinese": "中文帮助，請打電話「幫助」",
    "Hebrew": "עזרה בעברית",
    "Greek": "Βοήθεια στα ελληνικά",
    "Russian": "Помощь на русском, їжак",
    "Polish": "Zażółć gęślą jaźń",
    "Romanian": "Ajutor în limba română, știință, țară",
    "Welsh": "Cymorth yn Gymraeg: ŵy, tŷ",
    "Turkish": "Türkçe yardım: İğne, ışık, şeker",
    "Vietnamese": "Trợ giúp bằng tiếng Việt",
    "Tigrinya": "ሓገዝ ብትግርኛ",
    "Thai": "ความช่วยเหลือ",
    "Malayalam": "മലയാളത്തിൽ സഹായം",
    "Georgian": "დახმარება",
}
SIGNS = "✔ ✘ ✓ ✗ ☎ ⚠ ★ ☐ ☑ ☒ → ← ↑ ↓ • ◦ ● ① 🙂 ❤️ 👍 👍🏽 👩‍⚕️ ☎️ ✔️ 📞 📱 🏥 🙏 💚 ✅ ❌ 🇬🇧 1️⃣ ½ £ €"


def fonts_in(pdf: bytes, folder: Path) -> set[str]:
    """Return the names of the fonts that poppler finds in a PDF, without the letters before each."""
    file = folder / "fonts.pdf"
    file.write_bytes(pdf)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].partition("+")[2].rstrip(",") for line in listed.splitlines()[2:]}


def plain_words(pdf: bytes) -> str:
    """Return what poppler reads in a PDF, without the marks of direction that it puts round lines."""
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return "".join(letter for letter in said if letter not in "\u202a\u202b\u202c\u200e\u200f\n\f ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_of_leaflets_can_be_printed(language: str) -> None:
    """Every language that a trust gives leaflets in passes check, and print sets it without a complaint."""
    text = LANGUAGES[language]
    assert () == unprintable(text)

    assert chapter_of("a.md", language, f"{text} **{text}**").pdf


def test_signs_and_emoji_can_be_printed() -> None:
    """The signs and emoji that people use pass check, alone and with marks of colour and of form, and are set."""
    assert () == unprintable(SIGNS)

    assert chapter_of("a.md", "Signs", SIGNS).pdf


@pytest.mark.parametrize(
    "language", ["Arabic", "Urdu", "Panjabi", "Gujarati", "Hindi", "Tamil", "Chinese", "Hebrew", "Greek", "Vietnamese"]
)
def test_words_can_be_copied_out_of_print(language: str) -> None:
    """What a reader copies out of a PDF, or hears from it, are the letters that were written."""
    text = LANGUAGES[language]
    said = plain_words(chapter_of("a.md", "A", text).pdf)

    assert text.replace(" ", "") in said


def test_every_letter_that_check_passes_is_set() -> None:
    """Each letter of each font that comes with the program is typeset without a complaint."""
    codes = sorted(frozenset().union(*(letters_of(family) for family in FAMILIES)))
    letters = [chr(code) for code in codes if chr(code).strip() and not unprintable(chr(code))]
    lines = [" ".join(letters[start : start + 200]) for start in range(0, len(letters), 200)]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)

    assert len(letters) > 35_000
    assert typeset(cover_sheet("Letters", body, styles_of("")))


def test_a_letter_is_looked_for_in_its_families_in_order() -> None:
    """English is set in the house typeface alone, and each other letter in the first family that has it."""
    assert (HOUSE,) == families_for("Plain words – “quoted”, 10 × £5 & more.")
    assert ["Atkinson Hyperlegible", "Amiri"] == [family.name for family in families_for("Say مرحبا")]
    assert ["Atkinson Hyperlegible", "Noto Sans Symbols 2"] == [family.name for family in families_for("&#x2714;")]
    assert [None] * 6 == [family_of(letter) for letter in "\ue000\uf0b7\ufffd\u2028\x1b\u202e"]


def told(site: Site, text: str) -> list[tuple[str, int, int, str, str]]:
    """Put a text into a session of the small trust, and give what check says of letters."""
    file = "trusts/hillside/add/sessions/our-wards.yml"
    site.change(file, "participant: You walk.", f"participant: {text}")
    return [
        (each.mark.path, each.mark.line, each.mark.column, each.sentence, each.hint)
        for each in site.check()
        if each.rule in {"letter", "control-character"} and each.level is Level.ERROR
    ]


@pytest.mark.parametrize(
    ("text", "column", "said", "hint"),
    [
        ("You \ud55cwalk.", 22, '"\ud55c" (U+D55C HANGUL SYLLABLE HAN)', "in letters that can be printed"),
        ("You walk. \uf0b7", 28, "U+F0B7", "symbol font"),
        ("You walk. \ufffd", 28, "U+FFFD REPLACEMENT CHARACTER", "type it again"),
        ("You walk. \ufffc", 28, "U+FFFC OBJECT REPLACEMENT CHARACTER", "put it in again"),
        ("You walk. \U0001d11e", 28, "U+1D11E MUSICAL SYMBOL G CLEF", "use another sign"),
        ('"You walk. \\ud55c"', 18, "U+D55C HANGUL SYLLABLE HAN", "letters that can be printed"),
        ("You walk. &#xd55c;", 18, "U+D55C HANGUL SYLLABLE HAN", "letters that can be printed"),
        ('"Odd \\e[31m walk."', 18, "U+001B ESCAPE", "delete it"),
        ("You walk. &#8238;", 18, "U+202E RIGHT-TO-LEFT OVERRIDE", "delete it"),
    ],
)
def test_a_letter_without_a_font_is_told_where_it_stands(site, text, column, said, hint):
    """Check names the file, line and column of a letter that cannot be printed, the letter, and what to do."""
    ((path, line, at, sentence, way_out),) = told(site("local-session"), text)

    assert "content/trusts/hillside/add/sessions/our-wards.yml" == path
    assert (site_line(path, site), column) == (line, at)
    assert said in sentence
    assert hint in way_out


def site_line(path: str, site) -> int:
    """Return the line of the text that `told` changed."""
    lines = (REPOSITORY / "tests/sites/local-session" / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if "participant: You walk." in line)


def test_one_text_is_one_problem(site):
    """A whole text in a script without a font is told once, at its first letter, with how many more there are."""
    ((_, _, column, sentence, _),) = told(site("local-session"), "한국어 again")

    assert 18 == column
    assert sentence.endswith(", and 2 more of this text")


@pytest.mark.parametrize("text", ["You walk. 🙂", '"You\\u2028walk."', "You\u2028walk.", "ਪੰਜਾਬੀ ਵਿੱਚ ਮਦਦ"])
def test_an_emoji_or_a_pasted_separator_stops_nothing(site, text):
    """What stopped every edition without a place passes check, because it is cleaned or there is a font for it."""
    assert [] == told(site("local-session"), text)


OURS = {family.name.replace(" ", "-") for family in FAMILIES}


def test_no_font_of_the_machine_is_in_print(tmp_path: Path) -> None:
    """A text in many scripts and with lists in lists embeds fonts that come with the program, and no others."""
    body = "\n\n".join([*LANGUAGES.values(), SIGNS, "1. One\n    - two\n        - three\n\n- four\n    1. five"])
    found = fonts_in(chapter_of("a.md", "All", body).pdf, tmp_path)

    assert {name.removesuffix("-Bold") for name in found} <= OURS
    assert {"Amiri", "Noto-Sans-SC", "Noto-Emoji", "Noto-Sans-Gurmukhi"} <= found


def test_a_list_in_a_numbered_list_needs_no_other_font(tmp_path: Path) -> None:
    """Bullets at every level are in the house typeface."""
    pdf = chapter_of("a.md", "Lists", "1. One\n    - two\n        - three\n            - four").pdf

    assert {"Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold"} == fonts_in(pdf, tmp_path)


SCRIPT = """
import hashlib, sys
from pdfs import chapter_of
for body in sys.argv[1:]:
    print(hashlib.sha256(chapter_of("a.md", "Title", body).pdf).hexdigest())
"""


def test_print_is_the_same_whatever_fonts_a_machine_has(tmp_path: Path) -> None:
    """The same bytes come out with many fonts, with none, and where nobody has told fontconfig anything."""
    with_fonts, without = tmp_path / "with.conf", tmp_path / "without.conf"
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
    aliases = "<alias binding='same'><family>Atkinson Hyperlegible</family><prefer><family>DejaVu Sans</family></prefer></alias>"
    with_fonts.write_text(f"{head}<dir>/usr/share/fonts</dir>{aliases}</fontconfig>", encoding="utf-8")
    without.write_text(f"{head}</fontconfig>", encoding="utf-8")
    machines = (
        {"FONTCONFIG_FILE": str(with_fonts)},
        {"FONTCONFIG_FILE": str(without)},
        {"FONTCONFIG_PATH": str(tmp_path / "nothing"), "FONTCONFIG_SYSROOT": str(tmp_path), "HOME": str(tmp_path)},
    )
    script = [sys.executable, "-c", SCRIPT, "Plain **words**.", f"مرحبا **中文** {SIGNS}"]
    made = []
    for machine in machines:
        environment = {**os.environ, **machine, "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'tests'}"}
        done = subprocess.run(script, env=environment, capture_output=True, check=True, text=True)
        assert "" == done.stderr
        made.append(done.stdout.splitlines())

    assert [2, 2, 2] == [len(set(each)) for each in made]
    assert [made[0]] * 3 == made


def test_chapters_in_other_scripts_share_the_house_fonts(tmp_path: Path) -> None:
    """A book keeps each house font once, and of other fonts only the letters that it shows."""
    bodies = ("Plain **words**", f"**Help** {LANGUAGES['Arabic']}", f"{LANGUAGES['Chinese']} **help**", "Yes **✔**")
    chapters = [chapter_of(f"{number}.md", f"Part {number}", body) for number, body in enumerate(bodies)]
    pdf = link(chapters, Imprint(title="A book", head="Us", foot="Foot"), furniture_typeface()).pdf
    file = tmp_path / "book.pdf"
    file.write_bytes(pdf)
    with opened(pdf) as book:
        streams = {
            each.FontFile2.objgen
            for each in book.objects
            if isinstance(each, pikepdf.Dictionary) and "Atkinson" in str(each.get("/FontName", ""))
        }

    assert 2 == len(streams)
    assert len(pdf) < 150_000
    assert [] == list(complaints(file))


def test_chinese_is_numbered_as_it_is_drawn() -> None:
    """Readers look glyphs up by number: that under which a page draws one leads to a drawn glyph in the font."""
    with opened(chapter_of("a.md", "A", LANGUAGES["Chinese"]).pdf) as pdf:
        (font,) = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each)
        drawn = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/W" in each)
        (widths,) = (list(each.W) for each in drawn if each.FontDescriptor.objgen == font.objgen)
        packed = font.FontFile3.read_bytes()
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(packed), TTFont())
    charset = fonts.topDictIndex[0].charset
    numbers = [int(code) for code in widths[::2]]

    assert len(numbers) >= 8
    assert [f"cid{number:05d}" for number in numbers] == [charset[number] for number in numbers]
