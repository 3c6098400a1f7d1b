"""How a document for Word looks before anything stands in it: its paper, its styles, its lists and its language."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from generator.colours import DAY
from generator.word.wordprocessing import TWIPS, Element, made

FONT = "Arial"
"""A typeface that Word and LibreOffice have, or know what to set in its place."""

WIDTH, HEIGHT, MARGIN = 210, 297, 20
"""Of the paper, in millimetres: A4."""

TEXT_WIDTH = WIDTH - 2 * MARGIN
"""How wide the text is, in millimetres."""

SIZE, SIZES = 12.0, (20.0, 16.0, 14.0, 12.5, 12.0, 12.0)
"""In points: of the body, and of headings by their level."""

BEFORE = (0, 18, 14, 12, 10, 10)
"""In points: the space above headings, by their level."""

INDENT = 360
"""How far a list stands in from what it stands in, in twips."""

BULLETS, NUMBERS, LETTERS = 1, 2, 3
"""The definitions of lists: with dots, and with numbers."""

LEVELS = 9
"""How deeply lists may stand in each other in Word; what is deeper is shown at the last level."""

_KEPT = {
    *("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer", "TableGrid", "Quote"),
    *("ListBullet", "ListNumber", "ListContinue", *(f"Heading{level}" for level in range(1, 7))),
}
"""The ids of those styles of the library's own document that are used."""

_PARTS = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties", "fontTable", "webSettings")
"""What else the library's own document holds, by how the kinds of its relations end, and ours needs not."""


def blank(lang: str, way: str) -> Any:
    """Return an empty document in a language (BCP 47) and its direction."""
    return Document(BytesIO(_blank(lang, way)))


@cache
def _blank(lang: str, way: str) -> bytes:
    """Make the empty document once for all that begin with it."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in relations.items() if any(name in each.reltype for name in _PARTS)]:
            del relations[key]
    _style(document, lang, way)
    _list(document.part.numbering_part.element)
    _settle(document.settings.element, lang, way)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(10)
    if way == "rtl":
        section._sectPr.append(made("bidi"))  # noqa: SLF001 - the library has no word for it
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _style(document: Any, lang: str, way: str) -> None:
    root = document.styles.element
    for each in root.findall(qn("w:style")):
        if each.get(qn("w:styleId")) not in _KEPT:
            root.remove(each)
    defaults = root.find(qn("w:docDefaults"))
    defaults.getparent().replace(defaults, _defaults(lang, way))
    _paragraph(document, "Normal", SIZE, after=6, keep=False)
    for level, size in enumerate(SIZES, 1):
        _paragraph(document, f"Heading {level}", size, "primary", before=BEFORE[level - 1], after=4, bold=True)
    for name in ("List Bullet", "List Number", "List Continue"):
        _paragraph(document, name, SIZE, after=4, keep=False)
    _paragraph(document, "Quote", SIZE, after=6, keep=False)
    for name in ("Header", "Footer"):
        _paragraph(document, name, 9, "small-print", keep=False)
    _paragraph(document, "Summary", 13, after=8, keep=False)
    _paragraph(document, "Small", 10.5, "quiet", after=4, keep=False)
    _paragraph(document, "Table Text", 10.5, after=2, keep=False)
    _paragraph(document, "Picture", SIZE, keep=False)
    _paragraph(document, "About This Copy", 10.5, after=12, keep=False)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, _colour("primary")
    code = document.styles.add_style("Code", WD_STYLE_TYPE.CHARACTER)
    code.element.get_or_add_rPr().append(_shade("soft"))


def _defaults(lang: str, way: str) -> Element:
    """Return what holds where nothing else is said: the typeface, the size and the language."""
    codes = {"val": "en-GB" if way == "rtl" else lang, "eastAsia": lang, "bidi": lang if way == "rtl" else "ar-SA"}
    fonts = made("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT)
    size = int(SIZE * 2)
    run = made("rPr", fonts, made("sz", val=size), made("szCs", val=size), made("lang", **codes))
    spacing = made("spacing", after=0, line=264, lineRule="auto")
    paragraph = made("pPr", made("bidi") if way == "rtl" else None, spacing)
    return made("docDefaults", made("rPrDefault", run), made("pPrDefault", paragraph))


def _paragraph(
    document: Any,
    name: str,
    size: float,
    colour: str = "ink",
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    keep: bool = True,
) -> None:
    """Give a style of paragraphs its look, all of it; `keep` has it stay on the page of what follows."""
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if (former := style.element.rPr) is not None:
        style.element.remove(former)
    style.font.size, style.font.color.rgb = Pt(size), _colour(colour)
    style.font.bold = style.font.cs_bold = bold
    style.element.rPr.append(made("szCs", val=int(size * 2)))
    for own in ("w:numPr", "w:tabs", "w:pBdr"):
        if (said := style.element.get_or_add_pPr().find(qn(own))) is not None:
            said.getparent().remove(said)
    form = style.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    form.left_indent = form.first_line_indent = None


def _list(root: Element) -> None:
    """Put our three definitions of lists in the place of the library's."""
    root[:] = [
        made("abstractNum", made("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=number)
        for number, levels in (
            (BULLETS, [_level(each, "bullet", "\u2022\u2013"[each % 2]) for each in range(LEVELS)]),
            (NUMBERS, [_level(each, "decimal", f"%{each + 1}.") for each in range(LEVELS)]),
            (LETTERS, [_level(each, "upperLetter", f"%{each + 1}.") for each in range(LEVELS)]),
        )
    ]
    root.append(made("num", made("abstractNumId", val=BULLETS), numId=BULLETS))


def _level(level: int, form: str, sign: str) -> Element:
    return made(
        "lvl",
        made("start", val=1),
        made("numFmt", val=form),
        made("lvlText", val=sign),
        made("lvlJc", val="left"),
        made("pPr", made("ind", left=INDENT * (level + 1), hanging=INDENT)),
        made("rPr", made("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT)),
        ilvl=level,
    )


def _settle(settings: Element, lang: str, way: str) -> None:
    """Have a document be one of today's Word, in its language, that nobody has worked on."""
    for name in ("savePreviewPicture", "rsids", "proofState"):
        settings.remove(settings.find(qn(f"w:{name}")))
    settings.replace(settings.find(qn("w:zoom")), made("zoom", percent=100))
    told = settings.find(qn("w:themeFontLang"))
    told.getparent().replace(told, made("themeFontLang", **{"bidi" if way == "rtl" else "val": lang}))
    mode = next(each for each in settings.iter(qn("w:compatSetting")) if each.get(qn("w:name")) == "compatibilityMode")
    mode.set(qn("w:val"), "15")


def colour(name: str) -> str:
    """Return a colour of the house as Word writes it: six digits."""
    return DAY[name].removeprefix("#").upper()


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(colour(name))


def _shade(name: str) -> Element:
    return made("shd", val="clear", color="auto", fill=colour(name))


def twips(millimetres: float) -> int:
    """Return a length as Word counts it."""
    return round(millimetres * TWIPS)
