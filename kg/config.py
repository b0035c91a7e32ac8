"""All settings of a run, in one frozen record."""

from dataclasses import dataclass
from pathlib import Path

DEFAULT_STORE = "labor.kg"
DEFAULT_CURATION = "curation.yaml"
DEFAULT_AUTHORITY = "authority.csv"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may vary.

    Attributes:
        max_bytes: largest story that is read, in bytes.
        batch: stories parsed together.
        jobs: most processes that read stories; 0 for one a core.
        parts: folder for the parts of a build on a cluster, as fsspec names it; None to build on this machine.
        scheduler: address of the cluster's scheduler; None for a cluster of `jobs` processes here.
        model: folder of the attribution model; None for the one that comes with the product.
        fast: rules alone, without the attribution model.
        curation: file of decisions that are applied; None for none.
        authority: file of names with addresses elsewhere; None for none.
    """

    max_bytes: int = 5_000_000
    batch: int = 32
    jobs: int = 1
    parts: str | None = None
    scheduler: str | None = None
    model: Path | None = None
    fast: bool = False
    curation: Path | None = None
    authority: Path | None = None


SETTINGS = Settings()
