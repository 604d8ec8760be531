"""`python -m evals.speech.walk [--persona …] [--show] [--record]`: whole interviews by voice with the real engines.

Scripted workers of `evals/interviews` speak their answers in a voice of ours, as webm/opus files, to the HTTP API. The
profile that comes of it is compared, field by field, with the one the same words give when they are typed. When one is
not heard or not understood she says it again, at most twice, slower, and then types; a number said back to her she
confirms when it is hers; a name that is shown with other characters than hers she puts right by touch. The voice is
clearer than a phone in a kitchen: these figures are a floor of what goes wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic
from assistant.speech.fetch import EARS, MOUTH, ensure
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from evals.interviews.drive import START, House, app_house, hold
from evals.interviews.personas import Persona, personas
from evals.interviews.responder import Responder
from evals.speech.caller import Caller
from evals.speech.real import letters
from evals.table import percent, record, table

_USUAL = ("henan_maternity_nurse", "terse_housekeeper")
_KEPT = Path("evals/out/speech/lines")
_SAID_AGAIN = 2
_NO = frozenset({"不对"})
_RENAME = frozenset({"改名字", "Change my name"})


@dataclass(slots=True)
class Walk:
    """What happened in one interview by voice. Times in seconds a recorded answer; `cpu` without reading the file."""

    persona: Persona
    ended: bool = False
    recorded: int = 0
    again: int = 0
    typed: int = 0
    touched: int = 0
    clock: float = 0.0
    cpu: float = 0.0
    profile: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


class Walker:
    """Holds one interview."""

    def __init__(self, persona: Persona, house: House, caller: Caller, seconds: float) -> None:
        self._persona, self._house, self._caller = persona, house, caller
        self._until = time.monotonic() + seconds
        self._responder = Responder(persona)
        self._walk = Walk(persona)
        self._id = self._token = ""
        self._sent = 0
        # Her last answer to a question, its topic, and what was understood of it.
        self._line = ""
        self._topic: Topic | None = None
        self._facts: list[dict[str, Any]] = []

    async def run(self) -> Walk:
        """From the greeting to the end, or until her turns or the time run out."""
        walk = self._walk
        body = {"language": self._persona.language, "channel": "audio", "job": self._persona.job}
        opened = await self._call("POST", "", json={k: v for k, v in body.items() if v is not None})
        self._id, self._token = opened["id"], opened["token"]
        reply = opened["reply"]
        while not reply["done"] and self._sent < 2 * self._persona.most_turns and time.monotonic() < self._until:
            asking = Topic(reply["asking"]) if reply["asking"] else None
            walk.lines.append(f"Ayi   {reply['text']}")
            if _NO & set(reply["quick_replies"]) and asking is not Topic.CONFIRM:
                right = self._is_hers(reply["text"])
                answer = await self._speak("对" if right else f"不对，{self._line}", asking)
                self._facts, reply = answer["facts"] or self._facts, answer["reply"]
                continue
            line = self._responder.next(reply["text"], asking)
            self._line, self._topic = line.say, asking
            answer = await self._speak(line.say, asking)
            self._facts, reply = answer["facts"], answer["reply"]
            reply = await self._put_name_right(reply)
            if line.last:
                break
        walk.ended = reply["done"]
        walk.profile = await self._call("GET", "/profile")
        return walk

    async def _put_name_right(self, reply: dict[str, Any]) -> dict[str, Any]:
        """Where her name is shown with other characters: the chip, then hers among those offered, or typed."""
        chip = next(iter(_RENAME & set(reply["quick_replies"])), None)
        context = Context(today=START.date(), asking=Topic.NAME, language=self._persona.language)
        hers = [fact.value for fact in read(self._line, context).facts if fact.field == "name"]
        shown = [fact["value"] for fact in self._facts if fact["field"] == "name"]
        if chip is None or not hers or not shown or hers[-1] == shown[-1]:
            return reply
        offered = (await self._type(chip))["reply"]["quick_replies"]
        self._walk.touched += hers[-1] in offered
        self._walk.typed += hers[-1] not in offered
        fixed: dict[str, Any] = (await self._type(str(hers[-1])))["reply"]
        return fixed

    async def _type(self, text: str) -> dict[str, Any]:
        self._walk.lines.append(f"types {text}")
        self._sent += 1
        return await self._call("POST", "/turns", json={"text": text, "client_turn_id": f"walk-{self._sent}"})

    def _is_hers(self, text: str) -> bool:
        """Whether what is said back is what she said: the words themselves, or the facts that are in them."""
        if letters(self._line) in letters(text):
            return True
        wanted = self._wanted(self._line, self._topic)
        return bool(wanted) and _values(self._facts) == wanted

    def _wanted(self, line: str, asking: Topic | None) -> list[str]:
        context = Context(today=START.date(), asking=asking, language=self._persona.language)
        return _values([fact.model_dump(mode="json") for fact in read(line, context).facts])

    async def _speak(self, line: str, asking: Topic | None) -> dict[str, Any]:
        """Says it until something is understood where something was said, and in the end types it."""
        for attempt in range(_SAID_AGAIN + 1):
            answer = await self._send(line, slower=attempt > 0)
            heard, reply = answer["transcript"], answer["reply"]
            self._walk.again += attempt > 0
            stays = reply["asking"] == (asking.value if asking else None)
            missed = stays and not answer["facts"] and self._wanted(line, asking)
            # What was not heard for sure is put to her: that she answers, instead of saying it again.
            if reply["done"] or heard.get("suggestion") or (heard["trouble"] is None and not missed):
                return answer
        self._walk.typed += 1
        return await self._type(line)

    async def _send(self, line: str, *, slower: bool) -> dict[str, Any]:
        walk, language = self._walk, self._persona.language
        data = await asyncio.to_thread(self._caller.file, line, language, slower=slower)
        self._sent += 1
        began, worked = time.perf_counter(), time.process_time()
        answer = await self._call(
            "POST", "/audio", files={"file": ("answer.webm", data)}, data={"client_turn_id": f"walk-{self._sent}"}
        )
        walk.clock += time.perf_counter() - began
        walk.cpu += time.process_time() - worked
        walk.recorded += 1
        heard = answer["transcript"]
        left = self._until - time.monotonic()
        print(f"  {self._persona.id} {walk.recorded}: {line} -> {heard['text']} ({left:.0f} s left)", flush=True)
        walk.lines.append(f"she   {line}\n      heard: {heard['heard']} -> {heard['text']} {heard['trouble'] or ''}")
        return answer

    async def _call(self, method: str, path: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - what httpx takes
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        where = "/api/v1/interviews" + (f"/{self._id}{path}" if self._id else path)
        response = await self._house.http.request(method, where, headers=headers, **content)
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer


def _values(facts: list[dict[str, Any]]) -> list[str]:
    return sorted(
        f"{fact['field']} {fact['value']} {fact['polarity']}" for fact in facts if fact["field"] != "scenarios"
    )


def compared(typed: dict[str, Any], spoken: dict[str, Any]) -> tuple[int, list[str]]:
    """How many fields there are in either profile, and those that differ. Answers kept as her words are not judged."""
    names = sorted((typed.keys() | spoken.keys()) - {"scenarios"})
    one, other = ({name: _plain(profile.get(name)) for name in names} for profile in (typed, spoken))
    return len(names), [f"{n}: {one[n]} typed, {other[n]} spoken" for n in names if one[n] != other[n]]


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Without the words a skill was heard in, and lists in one order."""
    if isinstance(value, list):
        return sorted((_plain(entry) for entry in value), key=str)
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items() if key != "evidence"}
    return value


async def walk_all(
    chosen: list[Persona], callers: dict[Language, Caller], seconds: float
) -> list[tuple[Walk, dict[str, Any]]]:
    """Every interview by voice, all in so many seconds at most, and the profile of the same interview typed."""
    walks = []
    until = time.monotonic() + seconds
    for number, persona in enumerate(chosen):
        with tempfile.TemporaryDirectory() as folder:
            async with app_house(Path(folder)) as house:
                typed = (await hold(persona, house)).profile
        with tempfile.TemporaryDirectory() as folder:
            # The weights are large; this house uses those that are there.
            (Path(folder) / "models").symlink_to(ensure(Settings().data_dir, EARS).parent)
            async with app_house(Path(folder), speech="on") as house:
                # What one leaves over is the next one's.
                share = (until - time.monotonic()) / (len(chosen) - number)
                walks.append((await Walker(persona, house, callers[persona.language], share).run(), typed))
    return walks


def main() -> None:
    """Hold the interviews and print how they went."""
    parser = argparse.ArgumentParser(prog="python -m evals.speech.walk", description=__doc__)
    parser.add_argument("--persona", nargs="+", default=list(_USUAL), help="workers of evals/interviews")
    parser.add_argument("--voice", default="zm_yunjian", help="the Chinese workers' voice")
    parser.add_argument("--minutes", type=float, default=20, help="how long all may take together")
    parser.add_argument("--show", action="store_true", help="print what was said and heard")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args()
    chosen = [persona for persona in personas() if persona.id in options.persona]
    if not chosen:
        parser.error("there is no such persona")
    model = ensure(Settings().data_dir, MOUTH)
    callers: dict[Language, Caller] = {
        "zh": Caller(model, options.voice, _KEPT),
        "en": Caller(model, "af_heart", _KEPT),
    }
    walks = asyncio.run(walk_all(chosen, callers, 60 * options.minutes))
    shown = _table(walks)
    for walk, typed in walks:
        if options.show:
            print(walk.persona.title, *walk.lines, sep="\n  ")
        print(walk.persona.id, *compared(typed, walk.profile)[1], sep="\n    ")
    print(shown)
    if options.record:
        record("speech-walk", "Speech: whole interviews by voice", "python -m evals.speech.walk", shown)


def _table(walks: list[tuple[Walk, dict[str, Any]]]) -> str:
    head = ("persona", "fields as typed", "recordings", "said again", "typed in the end", "put right by touch", "ended")
    rows = []
    for walk, typed in walks:
        fields, differing = compared(typed, walk.profile)
        right = f"{fields - len(differing)}/{fields} ({percent(fields - len(differing), fields)})"
        ended = "yes" if walk.ended else "no"
        seconds = (f"{walk.clock / max(1, walk.recorded):.1f}", f"{walk.cpu / max(1, walk.recorded):.1f}")
        rows.append((walk.persona.title, right, walk.recorded, walk.again, walk.typed, walk.touched, ended, *seconds))
    return table((*head, "seconds a recording", "CPU-s a recording"), rows)


if __name__ == "__main__":
    main()
