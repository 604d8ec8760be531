"""What she agrees to, layer by layer, with the text's version and the time; what she gave she may take back at once.

A layer's last row counts. The interview's own consent comes from the conversation (`ConsentWatcher`); the other layers
are given on a page or taken back there, and nothing is ever bundled: each is a yes of its own (PIPL, articles 14 to 16,
25 and 29).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.state import EventKind
from assistant.interview.watching import Change
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import ConflictError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail
from assistant.review.trust_repository import TrustRepository
from assistant.review.trust_tables import ConsentRow

Layer = Literal["interview", "keep", "publish", "video", "papers", "background_check", "messages"]
LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)
FOUNDATION: Final[frozenset[Layer]] = frozenset({"interview", "keep"})
"""Without these nothing of hers may be used: taking one back ends all."""

Way = Literal["text", "audio", "live", "page", "staff"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LayerText(_Data):
    """The words of one layer."""

    id: Layer
    title: dict[Language, str]
    text: dict[Language, str]
    ends: dict[Language, str]


class ConsentTexts(_Data):
    """`prompts/review/consents.yaml`."""

    version: str = Field(max_length=20)
    layers: tuple[LayerText, ...]


@cache
def consent_texts() -> ConsentTexts:
    """The words of every layer and their version."""
    texts = ConsentTexts.model_validate(load_yaml(data_path("prompts", "review", "consents.yaml")))
    if tuple(layer.id for layer in texts.layers) != LAYERS:
        raise ValueError("consents.yaml has other layers than the product")
    return texts


@dataclass(frozen=True, slots=True)
class Standing:
    """How one layer stands. `given` is None where she was never asked; `current` whether it was to today's text."""

    layer: Layer
    given: bool | None = None
    version: str | None = None
    at: datetime | None = None
    current: bool = False

    @property
    def holds(self) -> bool:
        """Whether something new may rest on it."""
        return self.given is True and self.current


class ConsentService:
    """Writes and reads consents within the caller's transaction."""

    def __init__(self, clock: Clock, settings: Settings, trail: AuditTrail) -> None:
        self._clock = clock
        self._settings = settings
        self._trail = trail

    async def standings(self, session: AsyncSession, interview_id: str) -> dict[Layer, Standing]:
        """How every layer stands."""
        version = consent_texts().version
        found = {layer: Standing(layer) for layer in LAYERS}
        for row in await TrustRepository(session).consents(interview_id):
            layer = _layer(row.layer)
            found[layer] = Standing(layer, row.given, row.version, row.at, row.version == version)
        return found

    async def history(self, session: AsyncSession, interview_id: str) -> Sequence[ConsentRow]:
        """Every consent she gave or took back, oldest first."""
        return await TrustRepository(session).consents(interview_id)

    async def set(
        self,
        session: AsyncSession,
        actor: Actor,
        interview_id: str,
        layer: Layer,
        way: Way,
        *,
        given: bool,
        version: str | None = None,
    ) -> bool:
        """Write down that she gave or took back one layer; whether that changed anything.

        `version` is the text she had before her. Taking back a layer the interview rests on takes back all of them.

        Raises:
            ConflictError: she agreed to a text that is no longer the one, or to publication before the interview's own
                consent.
        """
        current = consent_texts().version
        if given and version is not None and version != current:
            raise ConflictError("consent_text_changed")
        standings = await self.standings(session, interview_id)
        if given and layer not in FOUNDATION and not all(standings[base].given for base in FOUNDATION):
            raise ConflictError("consent_interview_first")
        ending = not given and layer in FOUNDATION
        changed = False
        for each in LAYERS if ending else (layer,):
            before = standings[each]
            if before.given is given and (before.current or not given):
                continue
            if not given and each != layer and not before.given:
                continue
            await self._write(session, actor, interview_id, each, way, given=given)
            changed = True
        return changed

    async def _write(
        self, session: AsyncSession, actor: Actor, interview_id: str, layer: Layer, way: Way, *, given: bool
    ) -> None:
        version = consent_texts().version
        row = ConsentRow(
            interview_id=interview_id, layer=layer, given=given, version=version, channel=way, at=self._clock.now()
        )
        TrustRepository(session).add(row)
        action = "consent.give" if given else "consent.withdraw"
        await self._trail.record(session, actor, action, interview_id, {"layer": layer, "version": version, "way": way})

    def words(self, layer: LayerText, language: Language) -> dict[str, str]:
        """The title, the text and how it ends, with this installation's times in it."""
        days = {
            "days": self._settings.withdrawn_days,
            "keep_days": self._settings.keep_days,
            "audio_days": self._settings.audio_days,
            "paper_days": self._settings.paper_days,
        }
        return {
            "title": layer.title[language],
            "text": layer.text[language].format(**days),
            "ends": layer.ends[language].format(**days),
        }

    def now(self) -> datetime:
        """The moment by which consents are dated."""
        return self._clock.now()

    def gone_by(self) -> datetime:
        """When what she no longer agrees to, unused from now on, is deleted."""
        return self._clock.now() + timedelta(days=self._settings.withdrawn_days)


class ConsentWatcher:
    """Keeps what she agrees to or takes back in the conversation itself."""

    _GIVEN: Final = {
        EventKind.CONSENT_GIVEN: True,
        EventKind.CONSENT_DECLINED: False,
        EventKind.CONSENT_WITHDRAWN: False,
        EventKind.DELETE_REQUESTED: False,
    }

    def __init__(self, consents: ConsentService) -> None:
        self._consents = consents

    async def changed(self, session: AsyncSession, change: Change) -> None:
        """Write the consents this turn gave or took back."""
        for event in change.events:
            given = self._GIVEN.get(event.kind)
            if given is None:
                continue
            row = change.row
            actor = Actor(row.id, "worker", row.agency_id)
            way: Way = "audio" if row.channel == "audio" else "live" if row.channel == "live" else "text"
            for layer in sorted(FOUNDATION):
                await self._consents.set(session, actor, row.id, layer, way, given=given)
            if event.kind in (EventKind.DELETE_REQUESTED, EventKind.CONSENT_WITHDRAWN):
                # Her words went with the turn, as she was told; what else there is of her goes with the next round.
                row.expires_at = self._consents.now()

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        """Consents go with the interview's own row."""


def _layer(name: str) -> Layer:
    for layer in LAYERS:
        if layer == name:
            return layer
    raise ValueError(f"there is no layer {name!r}")
