"""What a card shows, on its page and in print: made from what was published, in either language."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.matching.model import Mark, PublishedWorker
from assistant.profile.model import Language
from assistant.resume.compose import compose
from assistant.resume.model import Resume, ResumeOptions
from assistant.review.card_code import grouped
from assistant.review.publication import Card
from assistant.vocabulary import vocabulary

# Papers have their own list, with who checked them; her phone is not on a card.
_SECTIONS: Final = ("summary", "experience", "skills", "wishes", "about", "limits", "words")
_HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}
OTHER: Final[dict[Language, Language]] = {"zh": "en", "en": "zh"}


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CardWords(_Data):
    """`prompts/review/card.yaml`, one language."""

    title: str
    ai_label: str
    ai_note: str
    unnamed_agency: str
    good: str
    good_until: str
    good_note: str
    checked: str
    checked_by: str
    checked_until: str
    none_checked: str
    said: str
    said_note: str
    reviews: str
    reviews_none: str
    review_by: str
    code: str
    check: str
    valid: str
    issued: str
    agency: str
    own_words: str
    gone_title: str
    gone: str
    other: str
    date_form: str
    photo_alt: str
    marks: dict[str, str]
    outcomes: dict[str, str]

    def day(self, day: date) -> str:
        """A date as it is written."""
        return self.date_form.format(y=day.year, m=day.month, d=day.day, month=calendar.month_name[day.month])


@cache
def card_words(language: Language) -> CardWords:
    """The words of a card."""
    return CardWords.model_validate(load_yaml(data_path("prompts", "review", "card.yaml"))[language])


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One thing people checked, in words: what, by whom and when, until when."""

    what: str
    by: str
    until: str | None


@dataclass(frozen=True, slots=True)
class ShownReview:
    """What a customer wrote of her: how she rated what, the words, and when."""

    ratings: tuple[str, ...]
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything a card may show."""

    language: Language
    words: CardWords
    name: str
    jobs: tuple[str, ...]
    resume: Resume
    marks: tuple[ShownMark, ...]
    code: str
    path: str
    agency: str
    issued: str
    valid_until: str
    photo_path: str | None
    reviews: tuple[ShownReview, ...]

    @property
    def skills(self) -> tuple[str, ...]:
        """What she can do, one word each, as said and not denied."""
        return tuple(mark.text for group in self.resume.skill_groups for mark in group.marks)


@dataclass(frozen=True, slots=True)
class Review:
    """A published review as the consumer's room gives it: `ratings` in words, `when` a month or a day."""

    ratings: tuple[str, ...]
    text: str
    when: str


def card_view(card: Card, language: Language, zone: str, reviews: Sequence[Review] = ()) -> CardView:
    """The card in words.

    Raises:
        ValueError: the card is no longer good, and nothing of it may be shown.
    """
    if not card.good or card.worker is None:
        raise ValueError("a card that is not good shows nothing")
    words, worker = card_words(language), card.worker
    agency = card.agency or words.unnamed_agency
    options = ResumeOptions(
        generated_on=_local(card.issued_at, zone), reference=grouped(card.code), content_id=card.code
    )
    resume = compose(worker.profile, worker.facts, language, options)
    return CardView(
        language=language,
        words=words,
        name=worker.display_name,
        jobs=resume.jobs,
        resume=resume,
        marks=tuple(_mark(mark, worker, words, language, agency) for mark in worker.marks),
        code=grouped(card.code),
        path=f"/w/{card.code}",
        agency=agency,
        issued=words.day(_local(card.issued_at, zone)),
        # The card ends at the end of a day; the day people read is the last one it holds.
        valid_until=words.day(_last_day(card.valid_until, zone)),
        photo_path=f"/w/{card.code}/photo" if worker.photo_key else None,
        reviews=tuple(
            ShownReview(review.ratings, review.text, words.review_by.format(date=review.when)) for review in reviews
        ),
    )


def card_page(view: CardView) -> str:
    """The public page behind the code. It runs nothing and loads its style from this server only."""
    sections = [section for name in _SECTIONS if (section := view.resume.section(name)) is not None]
    return (
        _templates()
        .get_template("card.html.j2")
        .render(
            view=view,
            words=view.words,
            sections=sections,
            lang=_HTML_LANG[view.language],
            other=OTHER[view.language],
        )
    )


def gone_page(language: Language) -> str:
    """The page of every code that shows nothing, whatever the reason is."""
    words = card_words(language)
    template = _templates().get_template("card_gone.html.j2")
    return template.render(words=words, lang=_HTML_LANG[language], other=OTHER[language])


def _mark(mark: Mark, worker: PublishedWorker, words: CardWords, language: Language, agency: str) -> ShownMark:
    until = words.checked_until.format(date=words.day(mark.until)) if mark.until else None
    by = words.checked_by.format(by=mark.by or agency, date=words.day(mark.on))
    return ShownMark(_what(mark.what, worker, words, language), by, until)


def _what(what: str, worker: PublishedWorker, words: CardWords, language: Language) -> str:
    kind, colon, name = what.partition(":")
    if not colon:
        return words.marks.get(kind, kind)
    held = next((each for each in worker.profile.certificates if each.kind == name), None)
    try:
        label = vocabulary().label("certificates", name, language)
    except KeyError:
        label = name
    level = words.outcomes.get(held.verified if held else "seen", words.outcomes["seen"])
    return words.marks["certificate"].format(name=label, level=level)


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _last_day(moment: datetime, zone: str) -> date:
    local = moment.astimezone(ZoneInfo(zone))
    midnight = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return date.fromordinal(local.date().toordinal() - 1) if midnight else local.date()


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
