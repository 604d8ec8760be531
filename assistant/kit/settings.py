"""Settings from the environment (`AYI_*`) or a `.env` file; every one has a default that works offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How this installation runs. Sizes in bytes or characters, times in the unit their name says."""

    model_config = SettingsConfigDict(env_prefix="AYI_", env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str | None = None
    blob_url: str | None = None
    chroma_url: str | None = None
    agency_name: str = ""
    public_url: str | None = None
    default_language: Literal["zh", "en"] = "zh"
    timezone: str = "Asia/Shanghai"
    interview_dir: Path | None = None
    library_dir: Annotated[Path | None, Field(description="documents to use instead of the shipped library")] = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "text"

    max_turn_characters: Annotated[int, Field(ge=100)] = 4_000
    max_contract_characters: Annotated[int, Field(ge=100)] = 100_000
    max_extract_characters: Annotated[int, Field(ge=100)] = 20_000
    max_body_bytes: Annotated[int, Field(ge=1_000)] = 1_000_000
    max_turns: Annotated[int, Field(ge=10)] = 400
    interview_days: Annotated[int, Field(ge=1, description="days an unfinished interview is kept")] = 30
    keep_days: Annotated[int, Field(ge=1, description="days a finished interview is kept")] = 365
    withdrawn_days: Annotated[int, Field(ge=0, description="days until words she no longer agrees to are deleted")] = 7
    paper_days: Annotated[int, Field(ge=1, description="days a proof document is kept")] = 90
    card_days: Annotated[int, Field(ge=1, description="days a card is good")] = 180
    chat_days: Annotated[int, Field(ge=1, description="days a consumer's chat is kept after its last message")] = 30
    render_workers: Annotated[int, Field(ge=1)] = 2
    render_queue: Annotated[int, Field(ge=1)] = 16
    render_seconds: Annotated[float, Field(gt=0)] = 60.0
    max_upload_bytes: Annotated[int, Field(ge=1_000)] = 52_000_000
    admin_token: Annotated[SecretStr | None, Field(description="opens the operators' routes; closed without it")] = None
    knowledge_workers: Annotated[int, Field(ge=1)] = 1
    knowledge_queue: Annotated[int, Field(ge=1)] = 32
    rule_seconds: Annotated[float, Field(gt=0, description="how long a worker's question may wait for a rule")] = 1.5
    knowledge_build: Annotated[bool, Field(description="bring the library's index up to date at start")] = True
    embedding_base_url: Annotated[str | None, Field(description="an OpenAI-compatible server that embeds instead")] = (
        None
    )
    embedding_api_key: SecretStr | None = None
    embedding_model: str = "bge-m3"
    embedding_query_prefix: Annotated[str, Field(description="what the model wants before a question")] = ""
    embedding_passage_prefix: str = ""

    model_base_url: Annotated[str | None, Field(description="an OpenAI-compatible chat server; none is needed")] = None
    model_api_key: SecretStr | None = None
    model_read: Annotated[str, Field(description="the model that reads answers too; empty: grammars alone")] = ""
    model_talk: Annotated[str, Field(description="the model that words the interviewer; empty: templates")] = ""
    model_answer: Annotated[str, Field(description="the model that says clauses in plain words; empty: as written")] = (
        ""
    )
    model_resume: Annotated[str, Field(description="the model that joins a résumé's opening lines; empty: none")] = ""
    model_seconds: Annotated[float, Field(gt=0, description="how long any one request may take")] = 30.0
    model_read_seconds: Annotated[float, Field(ge=0, description="how long a turn waits for the reading model")] = 1.5
    model_talk_seconds: Annotated[float, Field(ge=0, description="how long a turn waits for the talking model")] = 1.2
    model_answer_seconds: Annotated[float, Field(ge=0, description="how long an answer waits to be reworded")] = 4.0
    model_resume_seconds: Annotated[float, Field(ge=0, description="how long a résumé waits for its opening")] = 5.0
    model_attempts: Annotated[int, Field(ge=1, le=5, description="requests of one call, the first among them")] = 2
    model_concurrency: Annotated[int, Field(ge=1, description="requests at the same time")] = 4
    model_requests_per_day: Annotated[int, Field(ge=0, description="0: no bound")] = 20_000
    model_tokens_per_day: Annotated[int, Field(ge=0, description="0: no bound")] = 10_000_000
    secret_key: SecretStr | None = None
    old_secret_keys: Annotated[
        SecretStr | None, Field(description="secrets this one has replaced, comma between; they prove and sign nothing")
    ] = None

    session_idle_minutes: Annotated[int, Field(ge=1, description="staff are signed out after so long unused")] = 30
    second_factor: Annotated[
        Literal["owners", "everybody"], Field(description="which staff have to have a second factor")
    ] = "owners"
    session_hours: Annotated[int, Field(ge=1, description="and after so long at the latest")] = 12
    oidc_issuer: Annotated[str | None, Field(description="staff may sign in through this OpenID provider")] = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_name: Annotated[str, Field(description="what its button says after “Sign in with”")] = ""
    sms_url: Annotated[str | None, Field(description="an HTTP gateway for messages; printed to the console else")] = (
        None
    )
    sms_api_key: SecretStr | None = None
    sms_sender: str = "Ayi"
    rate_per_address: Annotated[int, Field(ge=0, description="requests a minute from one address; 0: no bound")] = 900
    rate_per_token: Annotated[int, Field(ge=0, description="requests a minute with one token; 0: no bound")] = 300
    rate_store: Annotated[
        Literal["memory", "database"], Field(description="where requests are counted; several processes: database")
    ] = "memory"
    clamd_url: Annotated[
        str, Field(description="tcp://host:port or unix:///path of a virus scanner (ClamAV's clamd); empty: none")
    ] = ""
    clamd_seconds: Annotated[float, Field(gt=0, description="how long looking through one file may take")] = 30.0
    field_keys: Annotated[
        SecretStr | None, Field(description="version:base64 of 32 bytes, comma between; the first seals, all open")
    ] = None

    speech: Annotated[Literal["on", "off"], Field(description="off: text only, no engine is loaded")] = "on"
    asr_model: Annotated[str, Field(description="empty: the bundled one; a folder; a size or name of the hub")] = ""
    asr_base_url: Annotated[str | None, Field(description="an OpenAI-compatible server that listens instead")] = None
    asr_api_key: SecretStr | None = None
    asr_remote_model: str = "whisper-1"
    asr_threads: Annotated[int, Field(ge=1, description="processor threads of one recognition")] = 2
    asr_workers: Annotated[int, Field(ge=1)] = 1
    asr_queue: Annotated[int, Field(ge=1)] = 16
    asr_seconds: Annotated[float, Field(gt=0, description="how long one recognition may take")] = 60.0
    max_audio_bytes: Annotated[int, Field(ge=1_000)] = 10_000_000
    max_audio_seconds: Annotated[int, Field(ge=1)] = 180
    decode_seconds: Annotated[float, Field(gt=0, description="how long reading one recording may take")] = 15.0
    speech_ahead: Annotated[bool, Field(description="load the engines and speak fixed sentences before asked")] = True
    audio_days: Annotated[int, Field(ge=1, description="days a recording is kept")] = 90

    tts_voice_zh: Annotated[str, Field(description="a voice of knowledge_base/voices, or of the server")] = ""
    tts_voice_en: str = ""
    tts_speed: Annotated[float, Field(ge=0.5, le=2.0, description="over 1 is faster")] = 1.0
    tts_base_url: Annotated[str | None, Field(description="an OpenAI-compatible server that speaks instead")] = None
    tts_api_key: SecretStr | None = None
    tts_model: str = "tts-1"
    tts_threads: Annotated[int, Field(ge=1, description="processor threads of one sentence")] = 2
    tts_workers: Annotated[int, Field(ge=1)] = 1
    tts_queue: Annotated[int, Field(ge=1)] = 32
    tts_seconds: Annotated[float, Field(gt=0, description="how long one sentence may take")] = 30.0
    tts_memory_bytes: Annotated[int, Field(ge=0, description="spoken sentences held in memory")] = 48_000_000

    live_sessions: Annotated[int, Field(ge=1, description="live conversations at the same time")] = 12
    telephone_token: Annotated[SecretStr | None, Field(description="opens the telephone line; closed without it")] = (
        None
    )

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL: the one set, with an async driver, or SQLite below `data_dir`."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir.resolve() / 'ayi.db'}"
        for plain, driver in (("postgresql://", "postgresql+asyncpg://"), ("postgres://", "postgresql+asyncpg://")):
            if self.database_url.startswith(plain):
                return driver + self.database_url.removeprefix(plain)
        if self.database_url.startswith("sqlite://"):
            return self.database_url.replace("sqlite://", "sqlite+aiosqlite://", 1)
        return self.database_url
