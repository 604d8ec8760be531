"""`ayi say`: hear how the voice of this installation says something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.kit.errors import BadInputError, UnavailableError
from assistant.kit.settings import Settings
from assistant.profile.model import Language


def say(
    text: Annotated[str, typer.Argument(help="What to say; numbers and signs are worded as people say them.")],
    out: Annotated[Path, typer.Option(help="Where to write it: a .wav or .mp3 file.")],
    language: Annotated[Language, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Say something with this installation's voice, into a file."""
    # A voice is large; the other commands need none.
    from assistant.speech.aloud import aloud
    from assistant.speech.encode import joined, mp3, wav
    from assistant.speech.sentences import sentences
    from assistant.speech.synthesis import make_synthesizer

    if out.suffix.lower() not in {".wav", ".mp3"}:
        raise BadInputError("say_file")
    pieces = sentences(text, language)
    if not pieces:
        raise BadInputError("say_nothing")
    synthesizer = make_synthesizer(Settings())
    if synthesizer is None:
        raise UnavailableError("voice_missing")
    clip = joined([synthesizer.speak(aloud(piece, language), language) for piece in pieces])
    out.write_bytes(mp3(clip) if out.suffix.lower() == ".mp3" else wav(clip))
    typer.echo(f"{clip.seconds:.1f} s, {synthesizer.name}: {out}")
