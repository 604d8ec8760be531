"""A contract drafted from an order: her published profile, the household's need, and what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from assistant.consumer.orders.tables import OrderRow
from assistant.knowledge.drafts import DraftOrder
from assistant.matching.model import PublishedWorker
from assistant.profile.model import Language, WorkerProfile

ContractKind = Literal["three_party", "two_party"]


def draft_of(
    row: OrderRow,
    worker: PublishedWorker | None,
    agency: Mapping[str, Any],
    kind: ContractKind,
    language: Language,
    *,
    with_phone: bool,
) -> DraftOrder:
    """What to draft; what nobody said stays a blank to fill in.

    Her name, address and identity number are never filled in: they are written by hand at the signing. The household's
    number is filled in only for the household itself (`with_phone`). Pay that was not agreed is her expectation.
    """
    need, agreed = dict(row.need or {}), dict(row.terms or {})
    terms = {"rest_days": need.get("rest_days")} | agreed
    return DraftOrder(
        kind=kind,
        profile=worker.profile if worker else WorkerProfile(jobs=[row.job] if row.job else []),
        need=need,
        agency=dict(agency),
        household={"name": row.called if with_phone else None, "phone": row.phone if with_phone else None},
        worker={},
        terms={name: value for name, value in terms.items() if value is not None},
        language=language,
    )
