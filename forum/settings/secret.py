"""Secrets of a site that was never given any: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def kept_secret(folder: Path, name: str = "secret-key", size: int = 48) -> str:
    """The secret in `folder`/`name`; made of `size` random bytes, four characters for three, when not there yet."""
    path = folder / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(size)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(made)
        return made
