"""Who did what to which file and when: an append-only trail in which every entry is bound to the one before.

Every agency has a chain of its own. A digest is an HMAC under the installation's secret over the canonical JSON of the
entry and the digest before it: whoever can write to the database but does not hold the secret can neither change, move,
insert nor remove an entry unnoticed. Cutting entries off the end together with an older copy of the chain's end is
noticed by comparing with ends noted elsewhere (`verify(noted=…)`).

An entry holds ids, codes and numbers, never a name, a number of a person or words anybody said.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.people import Actor, Role
from assistant.kit.secret import purpose_keys
from assistant.kit.settings import Settings
from assistant.review.audit_repository import AuditRepository
from assistant.review.audit_tables import AuditHeadRow, AuditRow

Code = str | int | float | bool | None
Detail = Mapping[str, Code | Sequence[Code]]

SYSTEM = "system"
"""The chain of what belongs to no agency."""
START = "0" * 64
"""What the first entry of a chain is bound to."""

_ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*){0,3}")
_SUBJECT = re.compile(r"[A-Za-z0-9_.:\-]{1,80}")
_NAME = re.compile(r"[a-z][a-z_]{0,39}")
_CODE = re.compile(r"[A-Za-z0-9_.:/+\-]{0,120}")
# A run this long that stands alone could be a phone or an identity number; ids of ours mix letters in.
_LONG_DIGITS = re.compile(r"(?<![A-Za-z0-9])\d{7,}(?![A-Za-z0-9])")

Broken = Literal["changed", "missing", "head"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is read back."""

    chain: str
    position: int
    at: datetime
    actor_id: str
    actor_role: str
    action: str
    subject: str
    detail: Mapping[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends; worth noting outside the database."""

    chain: str
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where a chain is not as it was written: an entry changed, entries missing, or another end than was noted."""

    chain: str
    position: int
    kind: Broken


@dataclass(frozen=True, slots=True)
class Verdict:
    """What going through the whole trail found."""

    entries: int
    chains: int
    flaws: tuple[Flaw, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was tampered with."""
        return not self.flaws


class AuditTrail:
    """Writes and checks the trail.

    `older` are keys the present one has replaced, the newest first. Entries from before are checked with them, but once
    a newer key was used in a chain no older one counts behind it: whoever holds an old key can neither add an entry nor
    change an old one, on which the first newer entry rests.
    """

    def __init__(self, clock: Clock, key: bytes, *older: bytes) -> None:
        self._clock = clock
        self._keys = (key, *older)

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> AuditTrail:
        """The trail of this installation."""
        return cls(clock, *purpose_keys(settings, "audit trail"))

    async def record(
        self, session: AsyncSession, actor: Actor, action: str, subject: str, detail: Detail | None = None
    ) -> Entry:
        """Write one entry into the caller's transaction: it stands if and only if what it tells of does.

        `action` is dotted small words (`file.approve`), `subject` the id of what was acted on. `detail` holds codes:
        numbers, flags, ids, dates, or lists of them. The chain is the actor's agency's.

        Raises:
            ValueError: the entry could carry personal data; nothing is written.
        """
        _check(action, subject, detail or {})
        repository = AuditRepository(session)
        chain = actor.agency_id or SYSTEM
        head = await repository.locked_head(chain, START)
        row = AuditRow(
            chain=chain,
            position=head.length + 1,
            at=self._clock.now(),
            actor_id=actor.id,
            actor_role=actor.role,
            action=action,
            subject=subject,
            detail=json.loads(_canonical(dict(detail or {}))),
            previous=head.digest,
        )
        row.digest = self._digest(row, self._keys[0])
        head.length, head.digest = row.position, row.digest
        repository.add(row)
        await repository.flush()
        return _entry(row)

    async def verify(self, database: Database, noted: Sequence[Head] = ()) -> Verdict:
        """Go through every chain from its first entry.

        `noted` are ends written down earlier: each must still lie in its chain.
        """
        flaws: list[Flaw] = []
        count = 0
        async with database.reading() as session:
            repository = AuditRepository(session)
            heads = {head.chain: head for head in await repository.heads()}
            chains = sorted(heads.keys() | await repository.chains() | {head.chain for head in noted})
            for chain in chains:
                ends = {head.length: head.digest for head in noted if head.chain == chain}
                length, found = await self._walk(repository, chain, heads.get(chain), ends)
                count += length
                flaws += found
        return Verdict(count, len(chains), tuple(flaws))

    async def heads(self, database: Database) -> list[Head]:
        """Where every chain ends now."""
        async with database.reading() as session:
            return [Head(row.chain, row.length, row.digest) for row in await AuditRepository(session).heads()]

    async def find(
        self,
        session: AsyncSession,
        agency_id: str | None,
        *,
        subject: str | None = None,
        actor: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[Entry]:
        """Entries of one agency's chain, newest first; `before` is the position below which to go on."""
        rows = await AuditRepository(session).find(
            agency_id or SYSTEM,
            subject=subject,
            actor=actor,
            action=action,
            since=since,
            until=until,
            before=before,
            limit=limit,
        )
        return [_entry(row) for row in rows]

    async def _walk(
        self, repository: AuditRepository, chain: str, head: AuditHeadRow | None, noted: dict[int, str]
    ) -> tuple[int, list[Flaw]]:
        flaws: list[Flaw] = []
        previous, length, count = START, 0, 0
        keys = self._keys
        async for row in repository.entries(chain):
            if row.position != length + 1:
                flaws.append(Flaw(chain, length + 1, "missing"))
            else:
                keys = self._still_good(row, keys) if row.previous == previous else ()
                if not keys:
                    flaws.append(Flaw(chain, row.position, "changed"))
                    keys = self._keys
            if noted.pop(row.position, row.digest) != row.digest:
                flaws.append(Flaw(chain, row.position, "head"))
            previous, length, count = row.digest, row.position, count + 1
        if head is None or (head.length, head.digest) != (length, previous):
            flaws.append(Flaw(chain, length + 1, "missing" if head is None or head.length > length else "head"))
        flaws += [Flaw(chain, position, "missing") for position in sorted(noted) if position > 0]
        return count, flaws

    def _still_good(self, row: AuditRow, keys: Sequence[bytes]) -> tuple[bytes, ...]:
        """The keys that may stand behind later entries: this entry's own and newer ones; none if it was changed."""
        for count, key in enumerate(keys, 1):
            if hmac.compare_digest(row.digest, self._digest(row, key)):
                return tuple(keys[:count])
        return ()

    @staticmethod
    def _digest(row: AuditRow, key: bytes) -> str:
        content = {
            "v": 1,
            "chain": row.chain,
            "position": row.position,
            "at": row.at.isoformat(timespec="microseconds"),
            "actor": [row.actor_id, row.actor_role],
            "action": row.action,
            "subject": row.subject,
            "detail": row.detail,
            "previous": row.previous,
        }
        return hmac.new(key, _canonical(content), hashlib.sha256).hexdigest()


def system_actor(agency_id: str | None = None, role: Role = "system") -> Actor:
    """Who acts when the clock does: retention, expiry."""
    return Actor("system", role, agency_id)


def _canonical(content: object) -> bytes:
    """JSON with one way to write it: sorted names, no blanks, ASCII."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def _check(action: str, subject: str, detail: Detail) -> None:
    if not _ACTION.fullmatch(action):
        raise ValueError("an action is dotted small words")
    if not _SUBJECT.fullmatch(subject) or _LONG_DIGITS.search(subject):
        raise ValueError("a subject is an id")
    for name, value in detail.items():
        values = [value] if value is None or isinstance(value, (str, int, float)) else list(value)
        if not _NAME.fullmatch(name) or not all(_is_code(entry) for entry in values):
            raise ValueError("the detail of an entry holds codes, never words or numbers of a person")


def _is_code(value: object) -> bool:
    if value is None or isinstance(value, (bool, float)):
        return True
    text = str(value)
    return bool(_CODE.fullmatch(text)) and not _LONG_DIGITS.search(text)


def _entry(row: AuditRow) -> Entry:
    return Entry(
        row.chain,
        row.position,
        row.at,
        row.actor_id,
        row.actor_role,
        row.action,
        row.subject,
        row.detail,
        row.digest,
    )
