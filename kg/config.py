"""All settings of a run, in one frozen record."""

from dataclasses import dataclass

DEFAULT_STORE = "labor.kg"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may vary.

    Attributes:
        max_bytes: largest story that is read, in bytes.
        batch: stories parsed together.
    """

    max_bytes: int = 5_000_000
    batch: int = 32


SETTINGS = Settings()
