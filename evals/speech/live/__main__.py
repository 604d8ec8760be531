"""`python -m evals.speech.live [--tuning] [--record] [--parts …] [--callers 1 8] [--seconds 60]`."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.speech.model import HEARING_RATE
from assistant.understanding.reader import warm_up
from assistant.wiring_voice import Pools, Voice, voice_of
from evals.speech.live import clock, overlap, sounds, turns
from evals.speech.live.sounds import PausedTurn
from evals.speech.live.talk import Talk, leading_silence, talk
from evals.table import RESULTS, percent, quantile, table, with_section

_KEPT = Path("evals/out/speech")
_PAUSE = 0.65
_LONGEST_OVERLAP = 2.0
_ALONE = 3  # one caller alone says little; she talks so many times as long


def _seconds(values: Sequence[float | None], share: float) -> str:
    known = [value for value in values if value is not None]
    return f"{quantile(known, share):.2f}" if known else "–"


async def _turn_rows(voice: Voice, *, tuning: bool) -> list[list[object]]:
    if voice.listener is None or voice.speaker is None:
        return []
    today = datetime.now(UTC).date()
    real = [
        PausedTurn(name, None, paused, len(paused) / HEARING_RATE)
        for name, clip in sounds.real_clips(tuning=tuning)
        for paused in [sounds.with_pause(clip, _PAUSE)]
    ]
    own = (await sounds.paused_turns(voice.speaker, _PAUSE))[0 if tuning else 1 :: 2]
    rows: list[list[object]] = []
    for name, those in (("real speech, read", real), ("answers in our own voice", own)):
        outcomes = [await turns.hear(voice.listener, each, today) for each in those]
        if not outcomes:
            print(f"{name}: not at hand, left out")
            continue
        delays = [each.delay for each in outcomes]
        cut, missed = sum(each.cut for each in outcomes), sum(each.missed for each in outcomes)
        for each in outcomes:
            if each.cut or each.missed:
                print(f"  {'cut' if each.cut else 'missed'}: {each.turn.name} -> {each.texts}")
        rows.append(
            [
                name,
                len(outcomes),
                cut,
                percent(cut, len(outcomes)),
                missed,
                _seconds(delays, 0.5),
                _seconds(delays, 0.95),
            ]
        )
    return rows


async def _overlap_rows(voice: Voice, *, tuning: bool) -> list[list[object]]:
    if voice.speaker is None:
        return []
    script = sounds.script()
    reply = await voice.speaker.clip(str(script["long_reply"]), "zh", keep=True)
    limit = int(_LONGEST_OVERLAP * HEARING_RATE)
    speech = [(name, clip[:limit]) for name, clip in sounds.real_clips(tuning=tuning)]
    listeners: list[str] = script["listeners"]  # type: ignore[assignment]  # the file is ours
    murmurs = [(text, await sounds.spoken(voice.speaker, text)) for text in listeners]
    coughs = [("cough", sounds.cough(seconds)) for seconds in (0.2, 0.3, 0.5)]
    rows: list[list[object]] = []
    for kind, those in (
        ("speech", speech),
        ("coughs", coughs),
        ("嗯, 哦", murmurs),
        ("nothing", [("", sounds.silence(8))]),
    ):
        for echo in (0.0, 0.1, 0.3):
            found = [await overlap.over(reply, name, sound, echo=echo) for name, sound in those]
            hushed = [each.hushed_after for each in found if each.hushed_after is not None]
            rows.append([kind, f"{echo:.1f}", len(found), len(hushed), _seconds(hushed, 0.5), _seconds(hushed, 0.95)])
    return rows


_TALK_HEAD = [
    "callers",
    "turns",
    "transcript p50 / p95 s",
    "first sound",
    "first of the reply",
    "first new words",
    "unanswered",
    "cores a caller",
    "MB a caller",
]


def _shown(head: list[str], rows: list[list[object]]) -> str:
    """A table, shown as soon as it is there."""
    text = table(head, rows)
    print(text, flush=True)
    return text


def _talk_row(found: Talk) -> list[object]:
    return [
        found.callers,
        len(found.turns),
        *(_both([getattr(each, name) for each in found.turns]) for name in ("heard", "sound", "reply", "own")),
        found.silent,
        f"{found.processor / found.callers:.2f}",
        f"{found.memory / found.callers / 1e6:.0f}",
    ]


_STAGES = ("queue", "recognise", "understand", "speak")
_STAGE_HEAD = ["callers", "p50 / p95 s: waiting to be heard", "hearing", "understanding", "making the first clip"]


def _stage_row(found: Talk) -> list[object]:
    return [found.callers, *(_both([getattr(each.stages, name) for each in found.turns]) for name in _STAGES)]


def _both(values: Sequence[float | None]) -> str:
    return f"{_seconds(values, 0.5)} / {_seconds(values, 0.95)}"


async def _main(arguments: argparse.Namespace) -> None:
    began = time.monotonic()
    settings = Settings(_env_file=None, data_dir=_KEPT)
    voice = voice_of(settings, _processor_pools(settings) if arguments.clock == "processor" else None)
    warm_up()
    await voice.warm_up([])
    if voice.speaker is None or voice.listener is None or voice.failed:
        print(f"not measured: {voice.parts()}")
        return
    voice.speaker.stop_preparing()
    await sounds.render(voice.speaker, sounds.scripted())
    tables = []
    _progress(began, arguments.parts)
    if "turns" in arguments.parts:
        head = ["turns with a 0.65 s pause", "turns", "cut", "share", "end missed", "delay p50 s", "p95 s"]
        tables.append(_shown(head, await _turn_rows(voice, tuning=arguments.tuning)))
    if "overlap" in arguments.parts:
        head = ["over our words", "echo", "sounds", "hushed", "after p50 s", "p95 s"]
        tables.append(_shown(head, await _overlap_rows(voice, tuning=arguments.tuning)))
    if "talk" in arguments.parts:
        found = []
        with tempfile.TemporaryDirectory() as folder:
            for callers in arguments.callers:
                seconds = arguments.seconds * (_ALONE if callers == 1 else 1)
                _progress(began, [f"{callers} callers for {seconds:.0f} s"])
                found.append(await talk(voice, callers, seconds, Path(folder) / str(callers)))
                print(table(_TALK_HEAD, [_talk_row(found[-1])]), flush=True)
        for each in found if arguments.trace else ():
            _traced(each)
        tables.append(_shown(_TALK_HEAD, [_talk_row(each) for each in found]))
        tables.append(_shown(_STAGE_HEAD, [_stage_row(each) for each in found]))
    first = await voice.speaker.clip("好的。", "zh")
    print(f"a clip begins with {leading_silence(first):.2f} s of silence; {time.monotonic() - began:.0f} s in all")
    voice.close()
    if arguments.record:
        clocked = " --clock processor" if arguments.clock == "processor" else ""
        command = f"`python -m evals.speech.live{clocked}`, {datetime.now(UTC):%Y-%m-%d}"
        title = f"## Speech: the live conversation\n\n{command}"
        body = "\n\n".join((title, *tables))
        RESULTS.write_text(with_section(RESULTS.read_text(encoding="utf-8"), "speech-live", body), encoding="utf-8")


def _progress(began: float, parts: Sequence[str]) -> None:
    print(f"after {time.monotonic() - began:.0f} s: {', '.join(parts)}", flush=True)


def _processor_pools(settings: Settings) -> Pools:
    return Pools(
        WorkerPool(1, 1, settings.decode_seconds),
        clock.ProcessorPool(settings.asr_workers, settings.asr_queue),
        clock.ProcessorPool(settings.tts_workers, settings.tts_queue),
    )


def _traced(found: Talk) -> None:
    """Each turn in the moments of it, in seconds after her last word."""
    for turn in found.turns:
        print(f"\n{turn.topic}: first sound {turn.sound}, reply {turn.reply}")
        for at, what in turn.events:
            print(f"  {at:6.2f} {what}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="the half of the sounds that limits are tuned on")
    parser.add_argument("--record", action="store_true", help="write the figures to evals/RESULTS.md")
    parts = ["turns", "overlap", "talk"]
    parser.add_argument("--parts", nargs="*", choices=parts, default=parts, help="only some of the measurements")
    parser.add_argument("--callers", type=int, nargs="*", default=[1, 8], help="how many talk at once, run by run")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each caller talks")
    parser.add_argument("--trace", action="store_true", help="print the moments of every turn")
    parser.add_argument(
        "--clock",
        choices=["wall", "processor"],
        default="wall",
        help="processor: as on a machine that does nothing else, whatever this one does",
    )
    return parser.parse_args()


_chosen = _arguments()
clock.run(_main(_chosen), processor=_chosen.clock == "processor")
