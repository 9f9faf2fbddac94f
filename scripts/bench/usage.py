"""What computing took, of this process or of those that it started."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass


@dataclass
class Usage:
    """Seconds of processors and bytes of memory at the most."""

    cpu_seconds: float
    peak_bytes: int

    @classmethod
    def own(cls) -> Usage:
        """Read what this process took."""
        return cls._of(resource.RUSAGE_SELF)

    @classmethod
    def of_children(cls) -> Usage:
        """Read what all ended children took, and what the largest held."""
        return cls._of(resource.RUSAGE_CHILDREN)

    @classmethod
    def _of(cls, who: int) -> Usage:
        usage = resource.getrusage(who)
        unit = 1 if sys.platform == "darwin" else 1024
        return cls(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)
