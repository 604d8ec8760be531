"""The accounts room put together: one of each, sharing their parts."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.accounts.devices import Devices
from assistant.accounts.organisation import OrganisationSignIn
from assistant.accounts.passwords import Passwords
from assistant.accounts.phones import PhoneService
from assistant.accounts.rates import DatabaseRates
from assistant.accounts.sessions import SessionService
from assistant.accounts.signing_in import SignInService
from assistant.accounts.sms import Sms, sms_of
from assistant.accounts.staff import StaffService
from assistant.accounts.throttle import Throttle
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.sealed import sealer_of
from assistant.kit.secret import Keys
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.audit import AuditTrail

# Two at a time take 128 MiB; whoever comes while sixteen wait is asked to come again.
_HASHING, _WAITING, _SECONDS = 2, 16, 20.0


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything of the accounts room that the edge and the command line use."""

    sessions: SessionService
    signing_in: SignInService
    staff: StaffService
    organisation: OrganisationSignIn
    phones: PhoneService
    pool: WorkerPool
    rates: DatabaseRates | None

    async def purge(self) -> int:
        """Remove what is over: sessions, codes, attempts, counts of requests; returns how many."""
        counts = await self.rates.purge() if self.rates is not None else 0
        return counts + await self.sessions.purge() + await self.phones.purge()

    async def close(self) -> None:
        """Let what is under way end, and stop."""
        await self.phones.settle()
        self.pool.close()


def accounts_of(
    database: Database, settings: Settings, clock: Clock, trail: AuditTrail | None = None, sms: Sms | None = None
) -> Accounts:
    """The accounts room on this database. `trail` and `sms` are the installation's own unless given."""
    sealer = sealer_of(settings)
    trail = trail or AuditTrail.of(settings, clock)
    pool = WorkerPool(_HASHING, _WAITING, _SECONDS)
    throttle = Throttle(clock, Keys.of(settings, "throttle"))
    sessions = SessionService(database, clock, settings)
    signing_in = SignInService(
        database,
        clock,
        sessions,
        Passwords(pool),
        throttle,
        Devices(clock, Keys.of(settings, "device")),
        sealer,
        trail,
        settings.agency_name or "Ayi",
    )
    return Accounts(
        sessions=sessions,
        signing_in=signing_in,
        staff=StaffService(database, clock, trail),
        organisation=OrganisationSignIn(database, clock, settings, signing_in),
        phones=PhoneService(
            database,
            clock,
            sealer,
            throttle,
            Keys.of(settings, "phone code"),
            sms or sms_of(settings),
            settings.agency_name,
        ),
        pool=pool,
        rates=DatabaseRates(database, clock, Keys.of(settings, "rates")) if settings.rate_store == "database" else None,
    )
