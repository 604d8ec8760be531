"""The live sessions of one server: so many at a time, each kept for a minute after its connection broke."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from assistant.kit.errors import UnavailableError
from assistant.kit.ids import IdMaker, new_id, token_digest, token_matches
from assistant.speech.live.parts import Now
from assistant.speech.live.session import LiveSession, Parts

KEPT_SECONDS = 60.0
_RETRY_SECONDS = 30


@dataclass(slots=True)
class _Kept:
    session: LiveSession
    interview_id: str
    digest: str
    left_at: float | None = None


class Sessions:
    """Opens, resumes and ends sessions. `most` counts those whose client may still come back, too."""

    def __init__(self, most: int, now: Now, make_id: IdMaker = new_id, kept_seconds: float = KEPT_SECONDS) -> None:
        self._most = most
        self._now = now
        self._make_id = make_id
        self._kept_seconds = kept_seconds
        self._sessions: dict[str, _Kept] = {}
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many sessions there are."""
        return len(self._sessions)

    def make_sure_of_room(self) -> None:
        """Nothing, while another session can be opened.

        Raises:
            UnavailableError: there is no room.
        """
        if len(self._sessions) >= self._most:
            raise UnavailableError("live_busy", retry_after=_RETRY_SECONDS)

    async def open(self, interview_id: str, token: str, parts: Parts, *, speak: bool = True) -> LiveSession:
        """A new session, begun. Another of the same interview is ended: she came back on another phone.

        Raises:
            UnavailableError: there is no room.
            AyiError: the interview cannot be opened with this token.
        """
        for kept in [each for each in self._sessions.values() if each.interview_id == interview_id]:
            if token_matches(token, kept.digest):
                await self.end(kept.session)
        self.make_sure_of_room()
        session = LiveSession(self._make_id("live"), parts)
        # Its place is taken before anything is waited for.
        self._sessions[session.id] = _Kept(session, interview_id, token_digest(token))
        try:
            await session.begin(speak=speak)
        except BaseException:
            await self._remove(session.id)
            raise
        return session

    def resume(self, session_id: str, interview_id: str, token: str) -> LiveSession | None:
        """The session that was cut off, attached again; None when it is gone or another's."""
        kept = self._sessions.get(session_id)
        if kept is None or kept.interview_id != interview_id or not token_matches(token, kept.digest):
            return None
        if kept.session.attached:
            # The old connection is dead, whatever its socket believes.
            kept.session.detach()
        kept.left_at = None
        kept.session.resume()
        return kept.session

    def leave(self, session: LiveSession) -> None:
        """The connection of this session broke."""
        kept = self._sessions.get(session.id)
        if kept is not None and session.attached:
            kept.left_at = self._now()
            session.detach()

    async def end(self, session: LiveSession) -> None:
        """This session is over: what she was saying is taken as a turn first, even if the caller is cancelled."""
        if self._sessions.pop(session.id, None) is None:
            return
        ending = asyncio.create_task(session.finish())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        await asyncio.shield(ending)

    async def sweep(self) -> None:
        """End the sessions nobody came back to."""
        now = self._now()
        for kept in list(self._sessions.values()):
            if kept.left_at is not None and now - kept.left_at > self._kept_seconds:
                await self.end(kept.session)

    async def close(self) -> None:
        """End all, those included whose end is under way."""
        for kept in list(self._sessions.values()):
            await self.end(kept.session)
        if self._ending:
            await asyncio.wait(set(self._ending))

    async def _remove(self, session_id: str) -> None:
        kept = self._sessions.pop(session_id, None)
        if kept is not None:
            await kept.session.close()
