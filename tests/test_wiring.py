"""The rooms are built the same way for every front door."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.interview.sources import InterviewDataError
from assistant.kit.settings import Settings
from assistant.wiring import opened_service


async def test_the_command_line_and_the_server_see_the_same_records(settings: Settings) -> None:
    async with opened_service(settings) as service:
        opened = await service.open("zh", None, "text")
    async with opened_service(settings) as service:
        assert (await service.view(opened.id, opened.token)).id == opened.id


async def test_an_agencys_own_questions_are_used(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "agenda").mkdir()
    (tmp_path / "agenda" / "common.yaml").write_text("nonsense: true", encoding="utf-8")
    own = settings.model_copy(update={"interview_dir": tmp_path})
    with pytest.raises(InterviewDataError, match=r"common\.yaml"):
        async with opened_service(own):
            pass
