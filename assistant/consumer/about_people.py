"""What is said of the people shown: questions about one, comparisons, and wishes to meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.consumer.model import Action, Known
from assistant.consumer.people_questions import asked_about, tell
from assistant.consumer.scene import Scene

COMPARED_AT_ONCE: Final = 3
_TOLD_AT_ONCE: Final = 3


class AboutPeople(Scene):
    """The part of a turn that is about people already shown."""

    async def person(self, text: str) -> None:
        """Answer a question about somebody shown, or about all of them where nobody is named."""
        context, draft = self.context, self.draft
        meant = self.meant(text) or context.shown[:_TOLD_AT_ONCE]
        if not meant:
            return draft.put("clarify", self.say("which_none"))
        unknown: list[str] = []
        for known in meant[:_TOLD_AT_ONCE]:
            worker = await self.rooms.people.worker(known.worker_id)
            if worker is None:
                draft.put("answer", self.say("gone_person", name=self.named(known)))
                continue
            told = tell(worker, text, self.language, self.message.today)
            draft.put("answer", told.text)
            draft.quotes += told.quotes
            unknown += [] if told.known else [worker.worker_id]
        draft.about = [each.worker_id for each in meant]
        context.focus = draft.about if len(meant) == 1 else context.focus
        if unknown:
            draft.actions.append(Action(kind="ask", worker_ids=unknown, topic=text))
        return None

    async def compare(self, text: str) -> None:
        """Put two or three side by side."""
        context, draft = self.context, self.draft
        if not context.shown:
            return draft.put("clarify", self.say("compare_none"))
        meant = self.meant(text)
        if len(meant) == 1 and len(context.shown) > 1:
            others = [each for each in context.shown if each != meant[0]]
            focused = [each for each in others if each.worker_id in context.focus]
            meant += focused or (others if len(others) == 1 else [])
        if len(meant) < 2:
            meant = meant if len(meant) == 1 and len(context.shown) > 1 else list(context.shown)
        if len(meant) < 2:
            draft.quick = [self.named(each) for each in context.shown if each not in meant]
            return draft.put("clarify", self.say("compare_need_two", name=self.named(meant[0])))
        if len(meant) > COMPARED_AT_ONCE:
            draft.put("answer", self.say("compare_more"))
        meant = meant[:COMPARED_AT_ONCE]
        ids = [each.worker_id for each in meant]
        draft.comparison = await self.rooms.people.compare(ids, context.need, self.language)
        draft.about = [each.worker_id for each in meant]
        draft.put("answer", self.say("compared", names=self.names(meant)))
        if asked_about(text, self.language).things:
            await self._each(meant, text)
        context.comparing = True
        return None

    async def _each(self, meant: Sequence[Known], text: str) -> None:
        """What each said of the thing by which they are compared (这几位谁会鼻饲)."""
        for known in meant:
            worker = await self.rooms.people.worker(known.worker_id)
            if worker is not None:
                told = tell(worker, text, self.language, self.message.today)
                self.draft.put("answer", told.text)
                self.draft.quotes += told.quotes

    async def book(self, text: str) -> None:
        """Offer to request an interview with whom the words name."""
        context, draft = self.context, self.draft
        if not context.shown and self.message.about is None:
            return draft.put("clarify", self.say("which_none"))
        meant = self.meant(text) or [each for each in context.shown if each.worker_id in context.focus]
        meant = meant or (list(context.shown) if len(context.shown) == 1 else [])
        if not meant or len(meant) > COMPARED_AT_ONCE:
            draft.quick = [self.named(each) for each in context.shown]
            return draft.put("clarify", self.say("book_which"))
        ids = [each.worker_id for each in meant]
        draft.about = context.focus = ids
        draft.actions.append(Action(kind="request", worker_ids=ids))
        return draft.put("answer", self.say("book", names=self.names(meant)))
