"""One action on many files at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from assistant.kit.errors import AyiError, BadInputError
from assistant.kit.messages import explain
from assistant.kit.people import Actor
from assistant.profile.model import Language
from assistant.review.decisions import ReviewService
from assistant.review.model import AskedField, Bulk, BulkResult, Decide, Decided, Pick, Return, Returned


class BulkService:
    """Does to many files what `ReviewService` does to one."""

    def __init__(self, review: ReviewService) -> None:
        self._review = review

    async def run(self, actor: Actor, body: Bulk, language: Language) -> list[BulkResult]:
        """One action on many files, each in a transaction of its own and with a result of its own."""
        return [await self._one_of_many(actor, body, pick, language) for pick in body.files]

    async def _one_of_many(self, actor: Actor, body: Bulk, pick: Pick, language: Language) -> BulkResult:
        decide = Decide(version=pick.version, reason_code=body.reason_code, reason=body.reason)
        acts: dict[str, Callable[[], Awaitable[Decided | Returned]]] = {
            "take": lambda: self._review.take(actor, pick.id, pick.version),
            "assign": lambda: self._review.assign(actor, pick.id, pick.version),
            "release": lambda: self._review.release(actor, pick.id, pick.version),
            "approve": lambda: self._review.approve(actor, pick.id, decide),
            "withdraw": lambda: self._review.withdraw(actor, pick.id, decide),
            "return": lambda: self._return_many(actor, pick, body.questions),
        }
        try:
            done = await acts[body.action]()
        except AyiError as error:
            return BulkResult(id=pick.id, done=False, problem=error.key, detail=explain(error, language))
        return BulkResult(id=pick.id, done=True, status=done.status, version=done.version)

    async def _return_many(self, actor: Actor, pick: Pick, questions: Sequence[AskedField]) -> Returned:
        if not questions:
            raise BadInputError("question_needed")
        return await self._review.return_to_her(actor, pick.id, Return(version=pick.version, questions=list(questions)))
