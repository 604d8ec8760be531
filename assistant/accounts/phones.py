"""Workers and consumers come back with nothing but their phone: a code is sent to it and typed in.

A worker gets a fresh token for each of her own interviews, beside those she has; a consumer a token of her own. Whether
a number is known to us is never told, neither by the answer nor by how long it takes.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.bounds import bounds
from assistant.accounts.flows_repository import FlowRepository
from assistant.accounts.sms import Sms
from assistant.accounts.tables import ConsumerKeyRow, PhoneCodeRow
from assistant.accounts.throttle import Throttle, network_of
from assistant.interview.repository import InterviewRepository
from assistant.interview.state import InterviewState, Phase
from assistant.interview.tables import InterviewKeyRow, InterviewRow
from assistant.interview.watching import Change
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.database import Database
from assistant.kit.errors import AyiError, BadInputError, UnauthorizedError
from assistant.kit.ids import new_token, token_digest, token_matches
from assistant.kit.people import Actor
from assistant.kit.sealed import Sealer
from assistant.kit.secret import Keys
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Language

log = logging.getLogger(__name__)

Purpose = Literal["worker", "consumer"]

PHONE_CONTEXT = "phone"
"""What numbers are indexed under, in every room."""

_DIGITS = 6
_PREFIX = re.compile(r"^(\+|00)?86(?=1\d{10}$)")


class FoundInterview(BaseModel):
    """One of her interviews and a fresh token of it, shown this once."""

    id: str
    token: str
    language: Language
    job: str | None
    state: str
    created_at: datetime


class ConsumerToken(BaseModel):
    """A consumer's token, shown this once."""

    token: str
    expires_at: datetime


@cache
def _messages() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml(data_path("prompts", "accounts", "sms.yaml"))
    return loaded


def phone_number(text: str) -> str:
    """A mobile number as it is kept: digits only, without the country's code.

    Raises:
        BadInputError: no message can be sent to it.
    """
    digits = _PREFIX.sub("", re.sub(r"[\s().-]", "", text))
    if not re.fullmatch(bounds().phone.pattern, digits, re.ASCII):
        raise BadInputError("phone_wrong")
    return digits


class PhoneIndex:
    """Follows interviews and keeps what each is found by: a keyed digest of the number she gave, if she gave one."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    async def changed(self, session: AsyncSession, change: Change) -> None:  # noqa: ARG002 - a watcher's shape
        """Note the number that stands in the profile after this turn."""
        self._note(change.row, change.folded)

    async def reindex(self, session: AsyncSession, row: InterviewRow) -> bool:
        """Note her number under the present key; whether it stood under another."""
        before = row.phone_index
        self._note(row, fold(await InterviewRepository(session).facts(row.id)))
        return row.phone_index != before

    def _note(self, row: InterviewRow, folded: Folded) -> None:
        phone = folded.profile.phone
        row.phone_index = self._sealer.blind_index(phone, PHONE_CONTEXT) if phone else None

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        """Nothing is kept outside the interview's own row."""


class PhoneService:
    """Sends codes and takes them back."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sealer: Sealer,
        throttle: Throttle,
        keys: Keys,
        sms: Sms,
        agency_name: str = "",
    ) -> None:
        self._database = database
        self._clock = clock
        self._sealer = sealer
        self._throttle = throttle
        self._keys = keys
        self._sms = sms
        self._agency_name = agency_name or "Ayi"
        self._sending: set[asyncio.Task[None]] = set()

    def index(self, phone: str) -> str:
        """What stands for a number in look-ups."""
        return self._sealer.blind_index(phone, PHONE_CONTEXT)

    def belongs(self, actor: Actor, phone: str) -> bool:
        """Whether a consumer proved this number, under the present key or one it has replaced."""
        return actor.id in self._sealer.blind_indexes(phone, PHONE_CONTEXT)

    async def ask(self, phone: str, purpose: Purpose, language: Language, address: str, browser: str) -> int:
        """Send a code to a number; gives for how many seconds it is good. An earlier code of it is not good any more.

        `browser` is a random value that only the browser which asks is given: the code is good with it alone. A
        worker's code goes only to a number that an interview knows; the answer is the same either way.

        Raises:
            BadInputError: it is no mobile number.
            TooManyError: too many codes for this number, from this address, or altogether.
        """
        number = phone_number(phone)
        index, now, life = self.index(number), self._clock.now(), timedelta(minutes=bounds().phone.code_minutes)
        code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
        throttle = self._throttle
        buckets = [
            *(throttle.bucket(f"code_phone_{span}", index, purpose) for span in ("minute", "hour", "day")),
            throttle.bucket("code_address", network_of(address)),
            throttle.bucket("code_all"),
        ]
        async with self._database.session() as session:
            await throttle.note(session, buckets, "code_often")
            repository = FlowRepository(session)
            await repository.drop_code(index, purpose)
            repository.add(
                PhoneCodeRow(
                    phone_index=index,
                    purpose=purpose,
                    code_digest=self._keys.key(index, purpose, code),
                    browser_digest=token_digest(browser),
                    wrong=0,
                    created_at=now,
                    expires_at=now + life,
                )
            )
            wanted = purpose == "consumer" or bool(await self._interviews(session, number))
        if wanted:
            self._send(number, self._message(purpose, language, code))
        return int(life.total_seconds())

    def _message(self, purpose: Purpose, language: Language, code: str) -> str:
        minutes = bounds().phone.code_minutes
        return _messages()[purpose][language].format(agency=self._agency_name, code=code, minutes=minutes)

    def _send(self, number: str, text: str) -> None:
        """Beside the answer, whose time must not tell whether there was anything to send."""
        task = asyncio.create_task(self._sent(number, text))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _sent(self, number: str, text: str) -> None:
        try:
            await self._sms.send(number, text)
        except AyiError as error:
            log.warning("sms_failed", extra={"code": error.key})

    async def settle(self) -> None:
        """Wait until every message is on its way."""
        await asyncio.gather(*self._sending)

    async def open_interviews(self, phone: str, code: str, address: str, browser: str | None) -> list[FoundInterview]:
        """A fresh token for every interview of whoever got the code, newest first.

        Raises:
            UnauthorizedError: the code is wrong, used, over, or another browser's.
            TooManyError: too many tries from this address. BadInputError: it is no mobile number.
        """
        number = await self._check(phone, "worker", code, address, browser)
        now = self._clock.now()
        until = now + timedelta(days=bounds().phone.worker_days)
        async with self._database.session() as session:
            found = []
            for row in await self._interviews(session, number):
                token = new_token()
                InterviewRepository(session).add(
                    InterviewKeyRow(
                        token_digest=token_digest(token), interview_id=row.id, created_at=now, expires_at=until
                    )
                )
                state = InterviewState.model_validate(row.state)
                found.append(
                    FoundInterview(
                        id=row.id,
                        token=token,
                        language=state.language,
                        job=state.job,
                        state=row.phase,
                        created_at=row.created_at,
                    )
                )
        return found

    async def prove(self, phone: str, code: str, address: str, browser: str | None) -> None:
        """Use up a worker's code without opening anything; raises what `open_interviews` does."""
        await self._check(phone, "worker", code, address, browser)

    async def open_consumer(self, phone: str, code: str, address: str, browser: str | None) -> ConsumerToken:
        """A consumer's token for whoever got the code; raises what `open_interviews` does."""
        index = self.index(await self._check(phone, "consumer", code, address, browser))
        now, token = self._clock.now(), new_token()
        until = now + timedelta(days=bounds().phone.consumer_days)
        async with self._database.session() as session:
            row = ConsumerKeyRow(token_digest=token_digest(token), phone_index=index, created_at=now, expires_at=until)
            FlowRepository(session).add(row)
        return ConsumerToken(token=token, expires_at=until)

    async def consumer(self, token: str | None) -> Actor | None:
        """Whose token this is; the actor's id is what is kept of the number."""
        if not token:
            return None
        async with self._database.reading() as session:
            row = await FlowRepository(session).consumer_key(token_digest(token))
        if row is None or self._clock.now() >= row.expires_at:
            return None
        return Actor(row.phone_index, "consumer")

    async def close_consumer(self, token: str) -> None:
        """End a consumer's token."""
        async with self._database.session() as session:
            await FlowRepository(session).drop_consumer_key(token_digest(token))

    async def _interviews(self, session: AsyncSession, number: str) -> list[InterviewRow]:
        now, repository = self._clock.now(), InterviewRepository(session)
        indexes = self._sealer.blind_indexes(number, PHONE_CONTEXT)
        rows = [row for index in indexes for row in await repository.of_phone(index)]
        return [row for row in rows if row.phase != Phase.DECLINED and now < row.expires_at]

    async def _check(self, phone: str, purpose: Purpose, code: str, address: str, browser: str | None) -> str:
        """Use up the code and give the number; what was noted of a wrong one stays."""
        if browser is None:
            raise UnauthorizedError("code_elsewhere")
        number = phone_number(phone)
        index = self.index(number)
        where = self._throttle.bucket("code_check_address", network_of(address))
        async with self._database.session() as session:
            noted = await self._throttle.note(session, [where], "sign_in_often")
            repository = FlowRepository(session)
            row = await repository.code(index, purpose)
            good = row is not None and self._clock.now() < row.expires_at
            # A code asked for elsewhere is none here: it is not looked at, and no try of hers is used up.
            elsewhere = row is not None and not token_matches(browser, row.browser_digest)
            right = self._keys.fits(row.code_digest if row else "", index, purpose, re.sub(r"\s", "", code))
            if row is not None and not elsewhere and good and right:
                await repository.drop_code(index, purpose)
                await self._throttle.take_back(session, noted)
            elif row is not None and not elsewhere:
                row.wrong += 1
                if row.wrong >= bounds().phone.wrong or not good:
                    await repository.drop_code(index, purpose)
        if elsewhere:
            raise UnauthorizedError("code_elsewhere")
        if not (good and right):
            raise UnauthorizedError("code_wrong")
        return number

    async def purge(self) -> int:
        """Remove codes, tokens and attempts that are over; returns how many."""
        async with self._database.session() as session:
            removed = await FlowRepository(session).drop_expired(self._clock.now())
            return removed + await self._throttle.purge(session)
