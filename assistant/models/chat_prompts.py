"""What is said to a chat model: `prompts/models/*.yaml`, with versions, blanks, a schema and checked examples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.kit.data import data_path, load_yaml
from assistant.models.chat import TASKS, ChatError, Message, Shape, Task
from assistant.models.chat_structured import parse
from assistant.profile.model import Language

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
# What people said must not look like the end of the place it stands in; one character for one, so that quotes fit.
_FENCES = str.maketrans({"<": "＜", ">": "＞"})


class PromptError(Exception):
    """A prompt file cannot be used; the sentence names the file and what is wrong."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Data):
    """A finished turn shown to the model. `answer` is the JSON, or the text where the task has no schema."""

    language: Language
    variables: dict[str, str]
    answer: dict[str, Any] | str


class PromptFile(_Data):
    """One task's prompt as it is written."""

    version: int = Field(ge=1)
    task: Task
    tokens: int = Field(ge=1, le=4000)
    variables: tuple[str, ...]
    jsonschema: dict[str, Any] | None = Field(default=None, alias="schema")
    system: dict[Language, str]
    user: dict[Language, str]
    examples: tuple[Example, ...] = ()


class Prompt:
    """A checked prompt: fills itself in, and tells which JSON the answer must be."""

    def __init__(self, file: PromptFile) -> None:
        self.task = file.task
        self.version = file.version
        self.tokens = file.tokens
        self.examples = file.examples
        self.shape = Shape(f"{file.task}_v{file.version}", file.jsonschema) if file.jsonschema else None
        self._file = file
        self._templates = {language: _ENVIRONMENT.from_string(text) for language, text in file.user.items()}

    def system(self, language: Language) -> str:
        """The first message."""
        return self._file.system[language].strip()

    def user(self, language: Language, values: Mapping[str, str]) -> str:
        """The last message, with what people said put in as data."""
        return self._templates[language].render({name: text.translate(_FENCES) for name, text in values.items()})

    def messages(self, language: Language, values: Mapping[str, str]) -> tuple[Message, ...]:
        """The whole conversation: the rules, the examples of the language, and the turn at hand."""
        found = [Message("system", self.system(language))]
        for example in self.examples:
            if example.language == language:
                found.append(Message("user", self.user(language, example.variables)))
                found.append(Message("assistant", _written(example.answer)))
        return (*found, Message("user", self.user(language, values)))


def _written(answer: dict[str, Any] | str) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def load_prompt(path: Path) -> Prompt:
    """One prompt file, checked.

    Raises:
        PromptError: it is missing, does not fit, or an example breaks its own rules; says where.
    """
    try:
        file = PromptFile.model_validate(load_yaml(path))
    except FileNotFoundError:
        raise PromptError(f"{path.name}: there is no such file") from None
    except yaml.YAMLError as error:
        raise PromptError(f"{path.name}: not YAML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise PromptError(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if file.task != path.stem:
        raise PromptError(f"{path.name}: task: is {file.task!r}, but the file is named {path.stem!r}")
    _check_schema(path.name, file)
    _check_blanks(path.name, file)
    for number, example in enumerate(file.examples, 1):
        _check_example(f"{path.name}: example {number}", file, example)
    return Prompt(file)


def _check_schema(name: str, file: PromptFile) -> None:
    if file.jsonschema is None:
        return
    from jsonschema import Draft202012Validator, SchemaError  # type: ignore[import-untyped] # it ships no types

    try:
        Draft202012Validator.check_schema(file.jsonschema)
    except SchemaError as error:
        raise PromptError(f"{name}: schema: {error.message}") from None
    if file.jsonschema.get("type") != "object":
        raise PromptError(f"{name}: schema: its top must be an object")


def _check_blanks(name: str, file: PromptFile) -> None:
    for language in _LANGUAGES:
        if not file.system.get(language, "").strip() or language not in file.user:
            raise PromptError(f"{name}: there is no wording in {language}")
        try:
            used = meta.find_undeclared_variables(_ENVIRONMENT.parse(file.user[language]))
        except TemplateError as error:
            raise PromptError(f"{name}: user.{language}: {error}") from None
        wrong = used ^ set(file.variables)
        if wrong:
            raise PromptError(f"{name}: user.{language}: {{{{{min(wrong)}}}}} is declared and not used, or the reverse")


def _check_example(where: str, file: PromptFile, example: Example) -> None:
    if set(example.variables) != set(file.variables):
        raise PromptError(f"{where}: gives {sorted(example.variables)}, not {sorted(file.variables)}")
    if (file.jsonschema is None) != isinstance(example.answer, str):
        raise PromptError(f"{where}: the answer is JSON exactly where there is a schema")
    if file.jsonschema is None:
        return
    try:
        found = parse(_written(example.answer), Shape(file.task, file.jsonschema))
    except ChatError:
        raise PromptError(f"{where}: the answer does not fit the schema") from None
    words = "\n".join(example.variables.values())
    for quote in _quotes(found):
        if quote not in words:
            raise PromptError(f"{where}: {quote!r} is not in its words")


def _quotes(found: object) -> list[str]:
    """Every `quote` in a JSON value."""
    if isinstance(found, Mapping):
        own = [str(found["quote"])] if "quote" in found else []
        return own + [quote for value in found.values() for quote in _quotes(value)]
    if isinstance(found, list):
        return [quote for value in found for quote in _quotes(value)]
    return []


@cache
def prompts() -> Mapping[Task, Prompt]:
    """Every task's prompt.

    Raises:
        PromptError: a file cannot be used.
    """
    return {task: load_prompt(data_path("prompts", "models", f"{task}.yaml")) for task in TASKS}


def probes() -> dict[str, str]:
    """What a server is asked to see what it can do: `chinese`, `stream`, `json`."""
    return {str(k): str(v) for k, v in load_yaml(data_path("prompts", "models", "checks.yaml"))["probes"].items()}


def told() -> Mapping[str, Any]:
    """What an operator is told of a server that was examined."""
    found: Mapping[str, Any] = load_yaml(data_path("prompts", "models", "checks.yaml"))["told"]
    return found


def json_instruction(language: Literal["zh", "en"]) -> str:
    """How JSON is asked for in words, with the slot `{schema}`."""
    loaded = load_yaml(data_path("prompts", "models", "checks.yaml"))
    return str(loaded["json_instruction"][language])
