"""Files for one pair of eyes: whoever reads a list of personal links can join as anybody in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read (mode 0600), whole or not at all.

    What was there stays until the new content is on disk.

    Raises:
        OSError: the folder is missing or full, or may not be written to.
    """
    # mkstemp gives mode 0600 from the first byte on; a chmod afterwards would leave a moment.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
