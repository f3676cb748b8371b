"""What every frame between stages must hold, and the sorting out of rows that do not. No decision about meaning."""

from pipeline.schemas.frames import SCHEMAS
from pipeline.schemas.validation import FrameError, Offence, descriptions, empty, polars_schema, validate

__all__ = ["SCHEMAS", "FrameError", "Offence", "descriptions", "empty", "polars_schema", "validate"]
