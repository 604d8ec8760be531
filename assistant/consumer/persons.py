"""A published person in full: the sentences of her résumé with her words, and who verified what."""

from __future__ import annotations

from datetime import date

from assistant.consumer.model import Line, PersonSection, PersonView
from assistant.consumer.people_questions import resume_of, sentence_of
from assistant.matching.model import PublishedWorker
from assistant.matching.names import name_in
from assistant.profile.model import Language
from assistant.resume.model import Line as ResumeLine
from assistant.resume.wording import readable

_LEFT_OUT = frozenset({"contact", "summary"})
_QUOTES_EACH = 2


def card_url(worker: PublishedWorker) -> str:
    """Where her card is."""
    return f"/w/{worker.card_code}"


def photo_url(worker: PublishedWorker) -> str | None:
    """Where her photo is, if she gave one."""
    return f"/w/{worker.card_code}/photo" if worker.photo_key else None


def person_view(worker: PublishedWorker, language: Language, today: date) -> PersonView:
    """Everything a consumer may see of her, every sentence with the words it rests on."""
    resume = resume_of(worker, language, today)

    def shown(line: ResumeLine) -> Line:
        ids = set(line.evidence)
        said = [
            fact.quote
            for position, fact in enumerate(worker.facts)
            if position in ids and fact.quote and readable(fact.quote, language)
        ]
        quotes = [] if line.quoted else list(dict.fromkeys(said))[:_QUOTES_EACH]
        return Line(text=sentence_of(line, language), quotes=quotes, verified=line.verified)

    sections = [
        PersonSection(id=section.id, title=section.title, lines=[shown(line) for line in section.lines])
        for section in resume.sections
        if section.id not in _LEFT_OUT
    ]
    return PersonView(
        worker_id=worker.worker_id,
        display_name=name_in(language, worker.display_name),
        card_url=card_url(worker),
        headline=resume.headline,
        sections=sections,
        marks=worker.marks,
        photo_url=photo_url(worker),
        synthetic=worker.synthetic,
    )
