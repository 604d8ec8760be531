"""Nobody shows a model what it would not be allowed to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.kit.data import data_path
from assistant.models.chat import TASKS
from assistant.models.chat_prompts import Prompt, load_prompt, prompts
from assistant.models.prompt_examples import troubles


@pytest.mark.parametrize("task", TASKS)
def test_what_is_shipped_would_be_believed(task: Any) -> None:
    assert prompts()[task].examples
    assert troubles(prompts()[task]) == []


def changed(folder: Path, task: str, change: Any) -> Prompt:
    content = yaml.safe_load(data_path("prompts", "models", f"{task}.yaml").read_text(encoding="utf-8"))
    change(content["examples"])
    path = folder / f"{task}.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_prompt(path)


@pytest.mark.parametrize(
    ("task", "change", "told"),
    [
        ("read", lambda e: e[0]["answer"]["facts"][0].update(field="education"), "does not say education"),
        ("read", lambda e: e[0]["answer"]["facts"][1].update(value="九年"), "does not say years_experience"),
        ("talk", lambda e: e[0].update(answer="真棒！您老家是哪里的？"), "forbidden"),
        ("talk", lambda e: e[0].update(answer="月嫂，九年。您老家是哪里的？"), "number"),
        ("answer", lambda e: e[0].update(answer="[1] 用人单位可以扣押身份证。"), "negation"),
        ("answer", lambda e: e[0].update(answer="[7] 用人单位招人，不得扣押。"), "no passage [7]"),
        ("resume", lambda e: e[0]["answer"]["sentences"][1].update(text="做月嫂9年。"), "number"),
    ],
)
def test_an_example_that_shows_what_is_not_allowed_is_told(tmp_path: Path, task: str, change: Any, told: str) -> None:
    found = troubles(changed(tmp_path, task, change))
    assert any(told in trouble for trouble in found), found
