"""Answers she speaks, and her own recordings back."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from assistant.api.interviews import Token
from assistant.api.ranges import file_response
from assistant.api.schemas import ClientTurnId
from assistant.api.speech import with_speech
from assistant.api.uploads import ANSWER, Sent
from assistant.interview.recordings import RecordingService
from assistant.interview.views import AudioTurn

router = APIRouter(prefix="/api/v1/interviews", tags=["worker"])

AUDIO_PATH = re.compile(r"/api/v1/interviews/[^/]+/audio")
# What a multipart body needs around the file itself.
FORM_BYTES = 10_000


def _recordings(request: Request) -> RecordingService:
    service: RecordingService = request.app.state.recordings
    return service


@router.post("/{interview_id}/audio")
async def take_audio(
    interview_id: str,
    request: Request,
    token: Token,
    file: Annotated[Sent, Depends(ANSWER)],
    client_turn_id: Annotated[ClientTurnId | None, Form()] = None,
) -> AudioTurn:
    """One spoken answer of hers, what was heard of it, and what comes next.

    The same `client_turn_id` gives the same turn again. After a 503 the recording may be kept already: sending the
    `client_turn_id` again, with or without the file, takes it up. With a `trouble` in the transcript nothing was
    understood, and the reply asks again.
    """
    turn = await _recordings(request).answer(interview_id, token, file.data, client_turn_id)
    return with_speech(request, interview_id, turn)


@router.get(
    "/{interview_id}/recordings/{turn_id}",
    response_class=Response,
    responses={200: {"description": "The recording as it was sent"}, 206: {"description": "A range of it"}},
)
async def show_recording(interview_id: str, turn_id: str, request: Request, token: Token) -> Response:
    """Her own recording of one turn, whole or in ranges."""
    recording = await _recordings(request).file(interview_id, token, turn_id)
    headers = {"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"}
    return file_response(request, recording.data, recording.media_type, headers)
