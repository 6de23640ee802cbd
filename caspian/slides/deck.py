"""The slides: every scene of the presentation on one, text as text, charts as charts, notes with the sources."""

import re
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
from caspian.context import Context
from caspian.data.dataset import Dataset
from caspian.export import NOT_IN_XML
from caspian.links import is_web
from caspian.scenes import Scene
from caspian.slides import ground, native, numbers
from caspian.slides.native import rgb
from caspian.style import Theme
from caspian.text import Language

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, ACROSS = Inches(0.5), Inches(12.333)
PICTURE = (LEFT, Inches(1.85), ACROSS, Inches(4.75))
HEADINGS, TEXTS = "Georgia", "Calibri"
TITLE_ONLY = 5
"""The layout of the library's own template that has a title and nothing else."""

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
    deck.core_properties.comments = f"CC BY 4.0; {dataset.version}"
    plans = scenes.plans(dataset)
    for number, plan in enumerate(plans):
        scene = scenes.build(context, plan)
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        _heading(slide, scene, theme)
        _body(slide, scene, context.with_filters(scene.filters))
        _footer(slide, scene, number + 1, theme)
        _notes(slide, scene, dataset, words, address)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


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
    if scene.view:
        picture = slide.shapes.add_picture(BytesIO(ground.drawn(context, scene.view)), *_inside(PICTURE, ground.SIZE))
        picture._element.nvPicPr.cNvPr.set("descr", clean(scene.headline))
    elif scene.card is not None and scene.card.encoding is not None:
        _chart(slide, scene, native.chart_of(scene.card), theme)
    elif scene.figure in numbers.CHARTS and scene.picture is not None:
        _chart(slide, scene, numbers.CHARTS[scene.figure](context), theme)
    elif scene.tiles:
        _grid(
            slide,
            [(tile.label, tile.value, "; ".join(filter(None, [tile.change, tile.detail]))) for tile in scene.tiles],
            32,
            theme,
        )
    elif scene.figure == "themes":
        _grid(slide, [("", line.strong, line.text) for line in scene.lines], 16, theme)
    elif scene.lines and all(line.strong for line in scene.lines):
        _table(slide, scene, theme)
    else:
        top = Inches(2.4)
        for line in scene.lines:
            _text(slide, (LEFT, top, ACROSS, Inches(0.6)), line.text, 24, theme.ink)
            top += Inches(0.7)


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


def _table(slide: Any, scene: Scene, theme: Theme) -> None:
    left, top, width, _height = PICTURE
    frame = slide.shapes.add_table(len(scene.lines), 2, left, top, width, Inches(0.5) * len(scene.lines))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(scene.headline))
    table = frame.table
    table.first_row = table.horz_banding = False
    table.columns[0].width, table.columns[1].width = Inches(2), width - Inches(2)
    for number, line in enumerate(scene.lines):
        for column, (text, bold) in enumerate(((line.strong, True), (line.text, False))):
            cell = table.cell(number, column)
            cell.fill.background()
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            run = _run(cell.text_frame.paragraphs[0], text)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(15), bold, rgb(theme.ink)


def _footer(slide: Any, scene: Scene, number: int, theme: Theme) -> None:
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


def _notes(slide: Any, scene: Scene, dataset: Dataset, words: Language, address: str) -> None:
    """What the slide says, how to read it, and the pages behind it with their links."""
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
    found = sources_of(dataset, scene.rows)
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
