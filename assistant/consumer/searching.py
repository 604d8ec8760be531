"""From words to people: the need taken up, searched for, and shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.consumer.routing import Act
from assistant.consumer.scene import Scene, known_of, shown_of
from assistant.knowledge.guard import guard
from assistant.matching.model import Found, Need
from assistant.matching.needs.shapes import NeedReading

SHOWN_AT_ONCE: Final = 5
_LOOKED_THROUGH: Final = 50
_EXPLAINED: Final = 3
# An unlawful filter no reader knows by name is still declined and listed.
_SOME_FILTER: Final = "other"
# What the needs reader calls wishes that are no condition.
RESTART: Final = "restart"
_CHEAPER: Final = "cheaper"
_OTHERS: Final = "others"


class Searching(Scene):
    """The part of a turn that looks for people."""

    async def need(self, text: str, act: Act) -> None:
        """Take up what words say of the need, decline what is unlawful, and search."""
        context, draft = self.context, self.draft
        reading = self.rooms.needs.read(
            text,
            self.language,
            self.message.today,
            context.need,
            context.asked,
            shown_of(context.shown),
            self.message.id,
        )
        context.need = reading.need
        for refused in reading.refused:
            draft.put("refusal" if act is Act.UNFAIR else None, refused.text)
            draft.refused.append(refused.id)
        for note in reading.notes:
            draft.put(None, note)
        if act is Act.UNFAIR and not reading.refused:
            ruled = guard(text)
            draft.put(
                "refusal",
                ruled.text[self.language] if ruled is not None else self.say("unfair_plain"),
            )
            draft.refused.append(_SOME_FILTER)
        if RESTART in reading.asides:
            context.shown, context.focus, context.asked_before = [], [], []
            context.asked = context.open_question = None
            draft.put("clarify", self.say("restarted"))
            if context.need.job is None:
                return self._ask_on()
        if not reading.changes:
            return await self._unchanged(reading, act)
        context.asked = context.open_question = None
        context.seen = []
        await self.look()
        if act is Act.UNFAIR:
            draft.kind = "refusal"
        return None

    async def _unchanged(self, reading: NeedReading, act: Act) -> None:
        """Nothing new was understood: say so kindly, or, after 随便, go on to the next question."""
        context, draft = self.context, self.draft
        if reading.refused or act is Act.UNFAIR:
            return draft.settle("refusal")
        if context.shown and set(reading.asides) & {_CHEAPER, _OTHERS}:
            return await (self._cheaper() if _CHEAPER in reading.asides else self.more())
        if act is Act.SKIP and context.asked is not None:
            context.need.open = list(dict.fromkeys([*context.need.open, context.asked]))
            context.asked = context.open_question = None
        if draft.kind is not None:
            return None
        if reading.notes:
            draft.settle("clarify")
            return self._ask_on()
        if context.open_question is not None:
            known = "already" if reading.is_need else "still_asking"
            return draft.put("clarify", self.say(known, question=context.open_question))
        if reading.is_need and context.need != Need():
            draft.put("clarify", self.say("already", question=""))
        self._ask_on()
        if draft.question is None:
            draft.put("clarify", self.say("not_understood"))
        return None

    def _ask_on(self) -> None:
        question = self.rooms.needs.question(self.context.need, self.language, self.context.asked_before)
        if question is not None:
            self.draft.ask(question)

    async def look(self) -> None:
        """Search for the need as it stands, show who fits, and ask what matters most still."""
        context, draft = self.context, self.draft
        if context.need.job is None and not (context.need.skills or context.need.cuisines):
            self._ask_on()
            if draft.question is None:
                draft.put("clarify", self.say("need_job"))
                draft.quick = self.words.several("need_job_replies")
            context.shown = []
            return
        found = await self._search(context.need)
        await self._show(found, "found")
        self._ask_on()

    async def more(self) -> None:
        """Others than those who were shown."""
        if not self.context.seen:
            return await self.look()
        found = await self._search(self.context.need, exclude=self.context.seen)
        if not found.matches:
            return self.draft.put("matches", self.say("no_more"))
        await self._show(found, "more")
        return None

    async def why(self, text: str) -> None:
        """Say why somebody who is shown was shown: what fits of her, and what does not or is not known."""
        meant = self.meant(text) or self.context.shown[:1]
        if not meant:
            return self.draft.put("clarify", self.say("which_none"))
        found = await self.rooms.people.search(
            self.context.need, language=self.language, limit=_LOOKED_THROUGH, personal=self.context.personal
        )
        known = {match.worker_id: match for match in (*found.matches, *(miss.match for miss in found.near_misses))}
        for each in meant[:_EXPLAINED]:
            match = known.get(each.worker_id)
            fits = [reason.text for reason in match.reasons] if match else []
            gaps = [gap.text for gap in match.gaps] if match else []
            join = self.say("why_join")
            told = [self.say("why", name=self.named(each), reasons=join.join(fits) or self.say("why_nothing"))]
            told += [self.say("why_gaps", gaps=join.join(gaps))] if gaps else []
            self.draft.put("answer", "".join(told))
        self.draft.about = [each.worker_id for each in meant[:_EXPLAINED]]
        return None

    async def _cheaper(self) -> None:
        """Those who ask for less than the least on the table; a number nobody said is never put into the need."""
        context, draft = self.context, self.draft
        paid = [each.pay for each in context.shown if each.pay is not None]
        found = await self.rooms.people.search(
            context.need, language=self.language, limit=_LOOKED_THROUGH, personal=context.personal
        )
        cheaper = [
            each for each in found.matches if (pay := known_of(each).pay) is not None and paid and pay < min(paid)
        ]
        if not cheaper:
            return draft.put("clarify", self.say("no_cheaper"))
        shown = sorted(cheaper, key=lambda each: known_of(each).pay or 0)[:SHOWN_AT_ONCE]
        fewer = found.model_copy(update={"matches": shown, "near_misses": [], "total": len(cheaper)})
        await self._show(fewer, "cheaper")
        return None

    async def _search(self, need: Need, exclude: Sequence[str] = ()) -> Found:
        return await self.rooms.people.search(
            need,
            language=self.language,
            limit=SHOWN_AT_ONCE,
            personal=self.context.personal,
            exclude=exclude,
        )

    async def _show(self, found: Found, key: str) -> None:
        context, draft = self.context, self.draft
        matches = [*found.matches, *(miss.match for miss in found.near_misses)]
        draft.found = found
        context.shown = [known_of(match) for match in matches]
        context.seen = list(dict.fromkeys([*context.seen, *(match.worker_id for match in matches)]))
        context.focus, context.comparing = [], False
        draft.put("matches", await self._count(found, key))
        if found.matches and not context.personal:
            draft.put("matches", self.say("found_plain"))

    async def _count(self, found: Found, key: str) -> str:
        shown = len(found.matches)
        if key != "found":
            return self.say(key, shown=shown)
        if shown:
            few = "found_one" if found.total == 1 else "found_all" if found.total <= shown else "found"
            few = "found_many" if found.at_least else few
            return self.say(few, total=found.total, shown=shown)
        if found.near_misses:
            return self.say("near", shown=len(found.near_misses))
        if await self.rooms.people.count():
            return self.say("none")
        chips = [chip.text for chip in self.rooms.needs.chips(self.context.need, self.language)]
        noted = self.say("understood", chips=self.say("understood_join").join(chips)) if chips else ""
        return f"{self.say('nobody')}{noted}"
