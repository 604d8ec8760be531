"""Pictures drawn from facts as inline SVG, each with its text alternative. Geometry is in user units of the viewBox."""

from __future__ import annotations

import math
from typing import Final

from markupsafe import Markup, escape

from assistant.resume.model import Bar, Resume, SkillGroup
from assistant.resume.theme import Theme
from assistant.resume.wording import wording

_FONT: Final = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, sans-serif"
_WIDTH: Final = 320
_ROW: Final = 40
_BARS_SHOWN: Final = 8
_BARS_NEEDED: Final = 2
_WHEEL_GROUPS: Final = 3
_WHEEL_SKILLS: Final = 8


def bars_alt(resume: Resume) -> str:
    """The bar chart in words."""
    words = wording(resume.language)
    items = words.list.join(f"{bar.label} {bar.text}" for bar in resume.bars)
    return words.figures["bars_alt"].format(items=items)


def bars(resume: Resume, theme: Theme) -> Markup:
    """Years in each job, a row per job on a common scale; a range fades to its upper end. One job needs no chart."""
    shown = resume.bars[:_BARS_SHOWN]
    if len(shown) < _BARS_NEEDED:
        return Markup("")
    scale = _WIDTH / max(*(bar.high for bar in shown), 1)
    rows = Markup("").join(_bar_row(bar, at * _ROW, scale, theme) for at, bar in enumerate(shown))
    title = wording(resume.language).figures["bars_title"]
    return _svg(f"0 0 {_WIDTH} {len(shown) * _ROW}", "bars", title, bars_alt(resume), rows)


def _bar_row(bar: Bar, top: int, scale: float, theme: Theme) -> Markup:
    colours = theme.palette
    low, high = max(bar.low * scale, 3), max(bar.high * scale, 3)
    y = top + 25
    words = _text(0, top + 15, bar.label, 13, colours.ink) + _text(
        _WIDTH, top + 15, bar.text, 13, colours.accent_ink, anchor="end", bold=True
    )
    if theme.bars == "lollipop":
        return words + Markup(
            '<line x1="0" y1="{y}" x2="{width}" y2="{y}" stroke="{line}" stroke-width="1"/>'
            '<line x1="0" y1="{y}" x2="{low}" y2="{y}" stroke="{accent}" stroke-width="2"/>'
            '<line x1="{low}" y1="{y}" x2="{high}" y2="{y}" stroke="{accent}" stroke-width="2" stroke-dasharray="2 3"/>'
            '<circle cx="{knob}" cy="{y}" r="4.5" fill="{accent}"/>'
        ).format(
            y=y, width=_WIDTH, low=_n(low), high=_n(high), knob=_n(min(high, _WIDTH - 4.5)),
            line=colours.line, accent=colours.accent,
        )  # fmt: skip
    return words + Markup(
        '<rect x="0" y="{y}" width="{width}" height="8" rx="4" fill="{track}"/>'
        '<rect x="0" y="{y}" width="{high}" height="8" rx="4" fill="{accent}" fill-opacity="0.4"/>'
        '<rect x="0" y="{y}" width="{low}" height="8" rx="4" fill="{accent}"/>'
    ).format(y=y - 3, width=_WIDTH, low=_n(low), high=_n(high), track=colours.accent_soft, accent=colours.accent)


def wheel_alt(resume: Resume) -> str:
    """The skill wheel in words."""
    words = wording(resume.language)
    items = [words.figures["wheel_item"].format(label=g.label, count=len(g.marks)) for g in resume.skill_groups]
    return words.figures["wheel_alt"].format(items=words.list.join(items))


def wheel(resume: Resume, theme: Theme) -> Markup:
    """A ring of the skills she named, by family; nothing when there is too little to show a shape."""
    groups = resume.skill_groups
    total = sum(len(group.marks) for group in groups)
    if len(groups) < _WHEEL_GROUPS or total < _WHEEL_SKILLS:
        return Markup("")
    words = wording(resume.language)
    centre, radius, thick = 60.0, 46.0, 16
    drawn = Markup("")
    angle = -math.pi / 2
    for at, group in enumerate(groups):
        sweep = 2 * math.pi * len(group.marks) / total
        drawn += _arc(centre, radius, angle + 0.03, angle + sweep - 0.03, thick, _series(theme, at))
        angle += sweep
    drawn += _text(centre, 62, str(total), 24, theme.palette.ink, anchor="middle", bold=True)
    drawn += _text(centre, 79, words.figures["wheel_center"], 11, theme.palette.muted, anchor="middle")
    legend, height = _legend(groups, theme)
    return _svg(
        f"0 0 {_WIDTH} {max(120, height)}", "wheel", words.figures["wheel_title"], wheel_alt(resume), drawn + legend
    )


def _legend(groups: tuple[SkillGroup, ...], theme: Theme) -> tuple[Markup, int]:
    row = 22
    top = max(10.0, 60 - row * len(groups) / 2)
    drawn = Markup("")
    for at, group in enumerate(groups):
        y = top + at * row
        drawn += Markup('<rect x="142" y="{y}" width="10" height="10" rx="2" fill="{colour}"/>').format(
            y=_n(y + 4), colour=_series(theme, at)
        )
        drawn += _text(160, y + 13.5, group.label, 13, theme.palette.ink)
        drawn += _text(_WIDTH, y + 13.5, str(len(group.marks)), 13, theme.palette.muted, anchor="end")
    return drawn, int(top + row * len(groups) + 6)


def _series(theme: Theme, at: int) -> str:
    return theme.palette.series[at % len(theme.palette.series)]


def _arc(centre: float, radius: float, start: float, end: float, thick: int, colour: str) -> Markup:
    x1, y1 = centre + radius * math.cos(start), centre + radius * math.sin(start)
    x2, y2 = centre + radius * math.cos(end), centre + radius * math.sin(end)
    large = 1 if end - start > math.pi else 0
    return Markup(
        '<path d="M{x1} {y1} A{r} {r} 0 {large} 1 {x2} {y2}" fill="none" stroke="{colour}" stroke-width="{thick}"/>'
    ).format(x1=_n(x1), y1=_n(y1), x2=_n(x2), y2=_n(y2), r=_n(radius), large=large, colour=colour, thick=thick)


def avatar(resume: Resume, theme: Theme) -> Markup:
    """The first letter of her name in a circle, where there is no photo."""
    colours = theme.palette
    alt = wording(resume.language).names["avatar_alt"].format(name=resume.display_name)
    drawn = Markup('<circle cx="50" cy="50" r="50" fill="{fill}"/>').format(fill=colours.accent)
    drawn += _text(50, 67, resume.initial, 46, colours.card, anchor="middle")
    return _svg("0 0 100 100", "avatar", alt, alt, drawn)


def _text(
    x: float, y: float, text: str, size: int, colour: str, *, anchor: str = "start", bold: bool = False
) -> Markup:
    weight = Markup(' font-weight="700"') if bold else Markup("")
    return Markup(
        '<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}'
        ' font-family="{font}">{text}</text>'
    ).format(x=_n(x), y=_n(y), size=size, colour=colour, anchor=anchor, weight=weight, font=_FONT, text=text)


def _svg(view_box: str, name: str, title: str, alt: str, drawn: Markup) -> Markup:
    return Markup(
        '<svg class="figure-{name}" viewBox="{box}" role="img" aria-label="{alt}" xmlns="http://www.w3.org/2000/svg">'
        "<title>{title}</title>{drawn}</svg>"
    ).format(name=name, box=view_box, alt=alt, title=escape(title), drawn=drawn)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
