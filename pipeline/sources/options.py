"""What every network source is told: its name, its schedule, its credits, its manners.

Belongs here: the options that all kinds share. Does not: those of one kind (its module), reading `sources.yaml`.
"""

import os
import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.sources.cron import Cron, parse_cron
from pipeline.sources.http.manners import Manners

NAME = r"^[a-z][a-z0-9_-]{0,62}$"
_VARIABLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


class MissingSecretError(ValueError):
    """A source needs an environment variable that is not set; the message names it."""


class SourceOptions(BaseModel):
    """The options of a source; each kind adds its own. Frozen: a source does not change while it is fetched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=NAME, description="What the source is called in tables and on the command line.")
    kind: str = Field(description="Which module fetches it.")
    enabled: bool = Field(True, description="Whether refreshes and schedules fetch it.")
    schedule: str | None = Field(None, description="A cron line in UTC for a schedule of its own.")
    refresh: bool = Field(True, description="Whether its schedule also refreshes; off: the next refresh takes it in.")
    publisher: str | None = Field(None, description="Who publishes its documents, where they do not say.")
    licence: str | None = Field(None, description="Under what terms its documents may be used; kept with each.")
    max_documents: int = Field(500, ge=1, le=1_000_000, description="Documents fetched in one run at most.")
    max_minutes: float = Field(60, gt=0, le=10_000, description="How long one run takes at most; the next goes on.")
    headers_from_env: Mapping[str, str] = Field(
        default_factory=dict, description="Header to the environment variable that holds its value (keys, tokens)."
    )
    manners: Manners = Field(default_factory=Manners, description="How often, how long, how much.")

    @field_validator("headers_from_env", mode="after")
    @classmethod
    def _names_of_variables(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for header, variable in value.items():
            if not _VARIABLE.match(variable):
                raise ValueError(f"header {header} must name an environment variable, not hold the secret itself")
        return value

    @field_validator("schedule", mode="after")
    @classmethod
    def _is_cron(cls, value: str | None) -> str | None:
        return parse_cron(value).line if value is not None else None

    @property
    def cron(self) -> Cron | None:
        """When its schedule strikes."""
        return parse_cron(self.schedule) if self.schedule is not None else None

    def secrets(self) -> dict[str, str]:
        """The secret headers as the environment holds them now."""
        return {header: secret(self.name, variable) for header, variable in self.headers_from_env.items()}


def secret(source: str, variable: str) -> str:
    """A secret out of the environment; never kept, never printed."""
    value = os.environ.get(variable)
    if not value:
        raise MissingSecretError(f"source {source} needs the environment variable {variable}, which is not set")
    return value
