"""The slides: every scene of the presentation on one, text as text, charts as charts, notes with the sources."""

import re
import traceback
from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import pandas as pd
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches, Pt

from caspian import scenes
from caspian.cards import sources_of
from caspian.citation import short_licence
from caspian.context import Context
from caspian.export import NOT_IN_XML
from caspian.links import is_web
from caspian.scenes import Scene
from caspian.slides import ground, native
from caspian.slides.native import rgb
from caspian.style import Theme
from caspian.text import Language

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.5), Inches(12.333)
PICTURE = (LEFT, Inches(1.85), ACROSS, Inches(4.75))
HEADINGS, TEXTS = "Georgia", "Calibri"
TITLE_ONLY = 5
"""The layout of the library's own template that has a title and nothing else."""

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 13, 8, 40
"""Of a table: rows and columns that a slide has room for, and characters of a cell."""

MOST_SOURCES = 30
"""Sources named in the notes of a slide, the newest; the dataset has them all."""

HEADLINE_SIZES = ((60, 30), (115, 24), (190, 19))
"""Points of a headline by its length in characters."""

LONG_ABOVE_DETAIL = 95
"""Characters of a headline that would need three lines, where a detail leaves room for two."""


def presentation(context: Context, address: str) -> bytes:
    """The file, in the language, theme and filters of a view; ``address`` is the dashboard's own, for the notes."""
    dataset, words, theme = context.dataset, context.language, context.theme
    deck = Presentation()
    _widened(deck, theme)
    _ = words.gettext
    deck.core_properties.title = _("Trans-Caspian Monitor")
    deck.core_properties.author = _("Trans-Caspian Monitor")
    deck.core_properties.subject = _("Azerbaijan and Central Asia, {period}").format(
        period=words.years(*context.filters.period)
    )
    deck.core_properties.comments = f"{short_licence(dataset)}; {dataset.version}"
    for plan in scenes.plans(dataset):
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        try:
            _fill(slide, scenes.build(context, plan), context, address)
        except Exception:
            traceback.print_exc()
            _say_that_it_failed(slide, scenes.name(context, plan), context)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _fill(slide: Any, scene: Scene, context: Context, address: str) -> None:
    _heading(slide, scene, context.theme)
    _body(slide, scene, context.with_filters(scene.filters))
    _footer(slide, scene, context.theme)
    _notes(slide, scene, context, address)


def _say_that_it_failed(slide: Any, name: str, context: Context) -> None:
    """In place of a scene that could not be made: one sentence, so that the other slides come all the same."""
    for shape in list(slide.shapes):
        if shape != slide.shapes.title:
            shape.element.getparent().remove(shape.element)
    slide.shapes.title.text_frame.text = clean(name)
    sentence = context.language.gettext("Something went wrong in this scene; the others are complete.")
    _text(slide, PICTURE, sentence, 24, context.theme.ink)


def clean(text: str) -> str:
    """Text that XML can hold, on one line."""
    return NOT_IN_XML.sub("", text).replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _widened(deck: Any, theme: Theme) -> None:
    """The template at 16:9, in our colours and fonts."""
    ratio = WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    for holder in (master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.spPr.find(".//{*}off") is not None:
                shape.left, shape.width = Emu(round(shape.left * ratio)), Emu(round(shape.width * ratio))
    ground_fill = master.background.fill
    ground_fill.solid()
    ground_fill.fore_color.rgb = rgb(theme.paper)
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    named = {"dk1": theme.ink, "lt1": theme.paper, "dk2": theme.muted, "lt2": theme.panel, "hlink": theme.accent}
    accents = (theme.accent, *list(theme.countries.values())[:5])
    named |= {f"accent{number}": colour for number, colour in enumerate(accents, start=1)}
    for slot, colour in named.items():
        inside = f'<a:srgbClr val="{colour.removeprefix("#")}"/>'
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf"\g<1>{inside}\g<2>", text, count=1, flags=re.DOTALL)
    for kind, font in (("majorFont", HEADINGS), ("minorFont", TEXTS)):
        text = re.sub(rf'(<a:{kind}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", text, count=1)
    part._blob = text.encode("utf-8")


def _heading(slide: Any, scene: Scene, theme: Theme) -> None:
    """A small title, and the finding as the slide's own title."""
    _text(slide, (LEFT, Inches(0.25), ACROSS, Inches(0.35)), scene.title, 14, theme.muted)
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = LEFT, Inches(0.55), ACROSS, Inches(0.85)
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    _tight(frame)
    run = _run(frame.paragraphs[0], scene.headline or scene.title)
    size = next((points for most, points in HEADLINE_SIZES if len(scene.headline) <= most), 16)
    if scene.detail and len(scene.headline) > LONG_ABOVE_DETAIL:
        size = min(size, 19)
    size = 38 if scene.figure == "title" else size
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), True, rgb(theme.ink)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    if scene.detail:
        _text(
            slide,
            (LEFT, Inches(1.4), ACROSS, Inches(0.45)),
            scene.detail,
            14 if len(scene.detail) < 160 else 12,
            theme.muted,
        )


def _tight(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _run(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run()
    run.text = clean(text)
    return run


def _text(slide: Any, box: tuple[Any, ...], text: str, size: float, colour: str, bold: bool = False) -> Any:
    shape = slide.shapes.add_textbox(*box)
    frame = shape.text_frame
    frame.word_wrap = True
    _tight(frame)
    run = _run(frame.paragraphs[0], text)
    run.font.size, run.font.color.rgb, run.font.bold = Pt(size), rgb(colour), bold
    return shape


def _body(slide: Any, scene: Scene, context: Context) -> None:
    theme = context.theme
    match scene.layout:
        case "map":
            drawn = BytesIO(ground.drawn(context, scene.view))
            picture = slide.shapes.add_picture(drawn, *_inside(PICTURE, ground.SIZE))
            picture._element.nvPicPr.cNvPr.set("descr", clean(scene.headline))
        case "picture":
            _numbers(slide, scene, context)
        case "tiles":
            said = [(tile, "; ".join(filter(None, [tile.change, tile.detail]))) for tile in scene.tiles]
            _grid(slide, [(tile.label, tile.value, text) for tile, text in said], 32, theme)
        case "cells":
            _grid(slide, [("", line.strong, line.text) for line in scene.lines], 16, theme)
        case "list":
            _table(slide, [(line.strong, line.text) for line in scene.lines], (2, 10), scene.headline, theme)
        case "words":
            top = Inches(2.4)
            for line in scene.lines:
                _text(slide, (LEFT, top, ACROSS, Inches(0.6)), line.text, 24, theme.ink)
                top += Inches(0.7)


def _numbers(slide: Any, scene: Scene, context: Context) -> None:
    """What a scene's picture draws: as a chart, where its card says how; else as a table."""
    card = scene.card
    assert card is not None
    chart = None if card.encoding is None else native.chart_of(card)
    drawn = card.numbers()
    if chart is not None and chart.series:
        _chart(slide, scene, chart, context.theme)
    elif len(drawn) and len(drawn.columns):
        _table_of(slide, drawn, scene.headline, context)
    else:
        said = context.language.gettext("This picture has no table of numbers; it stands in the dashboard.")
        _text(slide, PICTURE, said, 24, context.theme.ink)


def _chart(slide: Any, scene: Scene, chart: native.Chart, theme: Theme) -> None:
    left, top, width, height = PICTURE
    if chart.remark:
        remark = Inches(0.3)
        _text(slide, (left, top + height - remark, width, remark), chart.remark, 12, theme.muted)
        height -= remark
    native.add(
        slide.shapes, chart, (left, top, width, height), clean(f"{scene.title}. {scene.headline} {scene.detail}"), theme
    )


def _inside(box: tuple[Any, ...], size: tuple[int, int]) -> tuple[Any, ...]:
    """The largest box of the proportions of ``size`` in the middle of another."""
    left, top, width, height = box
    scale = min(width / size[0], height / size[1])
    wide, high = Emu(round(size[0] * scale)), Emu(round(size[1] * scale))
    return Emu(left + (width - wide) // 2), Emu(top + (height - high) // 2), wide, high


def _grid(slide: Any, cells: list[tuple[str, str, str]], size: float, theme: Theme) -> None:
    """Three cells in a row, each with a label, what stands out, and what is said of it."""
    left, top, width, height = PICTURE
    rows = -(-len(cells) // 3)
    across, down = width // 3, height // rows
    for place, (label, strong, text) in enumerate(cells):
        box = (left + (place % 3) * across, top + (place // 3) * down, across - Inches(0.25), down - Inches(0.1))
        shape = slide.shapes.add_textbox(*box)
        frame = shape.text_frame
        frame.word_wrap = True
        _tight(frame)
        for number, (part, points, bold, colour) in enumerate(
            ((label, 13, False, theme.muted), (strong, size, True, theme.ink), (text, 12.5, False, theme.ink))
        ):
            if not part:
                continue
            paragraph = frame.paragraphs[0] if not frame.paragraphs[0].runs else frame.add_paragraph()
            run = _run(paragraph, part)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(points), bold, rgb(colour)
            if number == 1:
                run.font.name = HEADINGS


def _table_of(slide: Any, numbers: pd.DataFrame, alt: str, context: Context) -> None:
    """The first rows and columns of a table, with its headings; how many rows more there are stands under it."""
    language = context.language
    shown = numbers.iloc[:MOST_ROWS, :MOST_COLUMNS]
    cells = [[shortened(cell, language) for cell in row] for row in shown.itertuples(index=False)]
    heads = [clean(str(heading)) for heading in shown.columns]
    _table(slide, [heads, *cells], (1,) * len(heads), alt, context.theme, size=12, headed=True)
    if len(numbers) > len(shown):
        more = language.gettext("and {n} more").format(n=language.number(len(numbers) - len(shown)))
        left, top, width, height = PICTURE
        _text(slide, (left, top + height - Inches(0.3), width, Inches(0.3)), more, 12, context.theme.muted)


def shortened(cell: Any, language: Language) -> str:
    """A cell of a table as a short text."""
    if isinstance(cell, pd.Timestamp):
        return language.short_day(cell)
    if isinstance(cell, float):
        return "" if cell != cell else language.number(cell, 0 if cell == round(cell) else 2)
    text = clean(str(cell))
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _table(
    slide: Any,
    rows: Sequence[Sequence[str]],
    shares: Sequence[int],
    alt: str,
    theme: Theme,
    *,
    size: float = 15,
    headed: bool = False,
) -> None:
    """Rows of texts; ``shares`` say how wide the columns are, ``headed`` whether the first row is one of headings.

    What is bold are the headings or, without them, the first column.
    """
    left, top, width, _height = PICTURE
    high = Inches(0.3 if headed else 0.5)
    frame = slide.shapes.add_table(len(rows), len(shares), left, top, width, high * len(rows))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))
    table = frame.table
    table.first_row, table.horz_banding = headed, False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(round(width * share / sum(shares)))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            cell = table.cell(number, place)
            cell.fill.background()
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            run = _run(cell.text_frame.paragraphs[0], text)
            bold = number == 0 if headed else place == 0
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(theme.ink)


def _footer(slide: Any, scene: Scene, theme: Theme) -> None:
    """The layout's own footer and slide number, so that they can be switched off and restyled as usual."""
    said = " · ".join(part for part in (scene.filter_line, scene.source_line) if part)
    for holder in slide.slide_layout.placeholders:
        kind = holder.placeholder_format.type
        if str(kind).startswith(("FOOTER", "SLIDE_NUMBER")):
            slide.shapes._spTree.append(deepcopy(holder.element))
    for shape in slide.placeholders:
        kind = str(shape.placeholder_format.type)
        if kind.startswith("FOOTER"):
            shape.left, shape.top, shape.width, shape.height = LEFT, Inches(6.75), Inches(11.4), Inches(0.55)
            _one_line(shape, said, theme, PP_ALIGN.LEFT)
        elif kind.startswith("SLIDE_NUMBER"):
            shape.left, shape.top, shape.width, shape.height = Inches(12), Inches(6.75), Inches(0.83), Inches(0.55)
            paragraph = shape.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT


def _one_line(shape: Any, text: str, theme: Theme, side: Any) -> None:
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    _tight(frame)
    frame.clear()
    run = _run(frame.paragraphs[0], text)
    run.font.size, run.font.color.rgb = Pt(11), rgb(theme.muted)
    frame.paragraphs[0].alignment = side


def _notes(slide: Any, scene: Scene, context: Context, address: str) -> None:
    """What the slide says, how to read it, and the pages behind it with their links."""
    words = context.language
    _ = words.gettext
    frame = slide.notes_slide.notes_text_frame
    said = [scene.title, f"{scene.headline} {scene.detail}".strip(), scene.note, scene.filter_line, scene.source_line]
    paragraph = frame.paragraphs[0]
    for text in filter(None, said):
        _run(paragraph, text)
        paragraph = frame.add_paragraph()
    if is_web(address):
        run = _run(paragraph, _("This scene in the dashboard"))
        run.hyperlink.address = f"{address}{'&' if '?' in address else '?'}scene={scene.key}"
        paragraph = frame.add_paragraph()
    if not scene.rows:
        return
    found = sources_of(context.dataset, scene.rows)
    _run(paragraph, _("Sources: {n}").format(n=words.number(len(found))))
    for row in found.head(MOST_SOURCES).to_dict("records"):
        paragraph = frame.add_paragraph()
        day = "" if pd.isna(row["published"]) else f", {words.short_day(row['published'])}"
        _run(paragraph, f"{row['publisher']}{day}. ")
        run = _run(paragraph, str(row["title"] or row["url"]))
        if is_web(str(row["url"])):
            run.hyperlink.address = clean(str(row["url"]))
    if len(found) > MOST_SOURCES:
        more = _("and {n} more, all in the table of sources of the dataset")
        _run(frame.add_paragraph(), more.format(n=words.number(len(found) - MOST_SOURCES)))
