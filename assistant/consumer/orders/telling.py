"""Who hears of a step in an order, and what."""

from __future__ import annotations

from assistant.consumer.orders.model import Messenger, Parties
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.states import Action

_BEFORE_A_MEETING = ("worker_agreed", "confirmed")


class Teller:
    """Sends word to the two sides of an order; where nothing sends, nobody is told."""

    def __init__(self, messenger: Messenger | None) -> None:
        self._messenger = messenger

    async def of_step(self, action: Action, side: str, before: str | None, parties: Parties) -> None:
        """Tell whoever has to hear of a step that somebody else took."""
        if action in ("agree", "offer"):
            await self.tell(parties, consumer="agreed")
        elif action == "decline":
            await self.tell(parties, consumer="declined")
        elif action == "confirm":
            await self.tell(parties, consumer="confirmed", worker="confirmed")
        elif action in ("cancel", "withdraw") and before in _BEFORE_A_MEETING:
            other_than = {"consumer": {"worker": "cancelled"}, "worker": {"consumer": "cancelled"}}
            await self.tell(parties, **other_than.get(side, {"consumer": "cancelled", "worker": "cancelled"}))

    async def tell(self, parties: Parties, *, consumer: str | None = None, worker: str | None = None) -> None:
        """Send a prepared message to either side, by its key."""
        if self._messenger is None:
            return
        if worker and parties.worker_id:
            await self._messenger.tell_worker(parties.worker_id, worker, rules().link_days)
        if consumer and parties.phone:
            await self._messenger.tell_consumer(parties.phone, consumer, parties.language)
