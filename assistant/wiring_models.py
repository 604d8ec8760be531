"""The chat models of this installation and what each of them does here; without any, everything goes on alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.interview.assisting import Assistance
from assistant.interview.book import Book
from assistant.interview.phrasing_model import PhrasingModel
from assistant.kit.clock import Clock
from assistant.kit.settings import Settings
from assistant.knowledge.answers import Answer
from assistant.knowledge.plain_words import PlainWords
from assistant.models.chat import TASKS
from assistant.models.chat_client import ChatClient
from assistant.models.chat_prompts import prompts
from assistant.models.choose import chosen_chat
from assistant.models.reading_model import ReadingModel
from assistant.profile.fold import Folded
from assistant.profile.model import Language
from assistant.resume.model import Line, ResumeOptions
from assistant.resume.summarising import Summarising
from assistant.understanding.llm.candidates import Candidate
from assistant.understanding.reading import Context


@dataclass(slots=True)
class Models:
    """What the models do, by room; None where none is set for it."""

    chat: ChatClient | None = None
    reader: ReadingModel | None = None
    phrasing: PhrasingModel | None = None
    plain_words: PlainWords | None = None
    summarising: Summarising | None = None
    read_seconds: float = 0.0
    helping: Assistance | None = None

    def assistance(self, book: Book) -> Assistance | None:
        """The models at the interviewer's side."""
        if self.helping is None and (self.reader or self.phrasing):
            self.helping = Assistance(book, self.reader, self.phrasing, self.read_seconds)
        return self.helping

    async def plain(self, answer: Answer, question: str, seconds: float | None = None) -> Answer:
        """An answer of the library in plainer words, where that can be done in time."""
        return answer if self.plain_words is None else await self.plain_words.said(answer, question, seconds)

    async def opening(self, folded: Folded, language: Language, options: ResumeOptions) -> tuple[Line, ...]:
        """The opening of a résumé; none where the composed one stays."""
        return () if self.summarising is None else await self.summarising.opening(folded, language, options)

    async def candidates(self, text: str, context: Context) -> list[Candidate]:
        """What a model reads in words that belong to no interview, within the time a turn may wait."""
        if self.reader is None:
            return []
        return await self.reader.in_time(text, context, self.read_seconds)

    def parts(self) -> dict[str, str]:
        """By task, for operators: the model, or that it is off, or why it is not asked at the moment."""
        states = self.chat.states() if self.chat else {}
        return {f"model_{task}": states.get(task, "off") for task in TASKS}

    async def close(self) -> None:
        """Give up what is under way, and the connections."""
        if self.helping is not None:
            self.helping.close()
        if self.chat is not None:
            await self.chat.close()


MakeModels = Callable[[Settings, Clock], Models]


def models_of(settings: Settings, clock: Clock) -> Models:
    """The models of these settings. Nothing is sent, and no library loaded, before one of them is asked.

    Raises:
        PromptError: a prompt file cannot be used.
    """
    chat = chosen_chat(settings, clock, settings.data_dir / "models")
    return Models() if chat is None else models_with(chat, settings)


def models_with(chat: ChatClient, settings: Settings) -> Models:
    """The rooms' uses of a client, for the tasks it serves."""
    written = prompts()
    return Models(
        chat=chat,
        reader=ReadingModel(chat, written["read"], settings.model_seconds) if chat.serves("read") else None,
        phrasing=PhrasingModel(chat, written["talk"], settings.model_talk_seconds) if chat.serves("talk") else None,
        plain_words=PlainWords(chat, written["answer"], settings.model_answer_seconds)
        if chat.serves("answer")
        else None,
        summarising=Summarising(chat, written["resume"], settings.model_resume_seconds)
        if chat.serves("resume")
        else None,
        read_seconds=settings.model_read_seconds,
    )
