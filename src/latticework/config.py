"""Settings, and where each comes from: flag > environment > ./latticework.toml > user config > default."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from latticework.detect.syntax import DEFAULT_MODEL
from latticework.errors import ConfigError

PREFIX = "LATTICEWORK_"
FILE = "latticework.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What can be set. A field `page_seconds` is the flag `--page-seconds`, the key `page_seconds` in a TOML file, and
    the environment variable `LATTICEWORK_PAGE_SECONDS`."""

    parser: str = DEFAULT_MODEL
    """spaCy pipeline that gives sentences and parse: an installed package or a folder."""
    workers: int = 0
    """Worker processes; 0 is one for each core."""
    page_bytes: int = 20_000_000
    """A page larger than this is rejected as too large."""
    page_seconds: float = 120.0
    """A page that takes longer than this is rejected as too slow."""
    knowledge: str = ""
    """A folder with data files of your own, laid over those that are shipped."""
    contact: str = ""
    """An e-mail address or page of yours, told to every server that pages are fetched from, so that it can write to you."""

    @property
    def processes(self) -> int:
        return self.workers or os.cpu_count() or 1


def load_config(
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: Path | None = None,
) -> Config:
    """The settings in force.

    Args:
        flags: settings given by the caller; None values are "not given".
        environ: the environment (default: the process's own).
        folder: where to look for latticework.toml (default: the working directory).
        user: the user's own config file (default: the platform's place for it).

    Raises:
        ConfigError: a setting that does not exist, or a value of the wrong kind; the message names where it stands.
    """
    if user is None:
        from platformdirs import user_config_path

        user = user_config_path("latticework") / "config.toml"
    values: dict[str, int | float | str] = {}
    for path in (user, (folder or Path.cwd()) / FILE):
        values |= checked(read_toml(path), str(path))
    env = os.environ if environ is None else environ
    names = {PREFIX + f.name.upper(): f.name for f in fields(Config)}
    values |= checked({names[k]: v for k, v in env.items() if k in names}, "the environment")
    values |= checked({k: v for k, v in (flags or {}).items() if v is not None}, "the command line")
    return Config(**values)  # type: ignore[arg-type]  # `checked` has made every value of its field's kind


def read_toml(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not a readable TOML file ({error})") from error


def checked(given: Mapping[str, object], where: str) -> dict[str, int | float | str]:
    """The values with the kinds that `Config` gives them."""
    kinds = {f.name: type(getattr(Config(), f.name)) for f in fields(Config)}
    out: dict[str, int | float | str] = {}
    for name, value in given.items():
        if name not in kinds:
            near = difflib.get_close_matches(name, kinds, n=1)
            raise ConfigError(f"{where}: there is no setting {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        out[name] = of_kind(kinds[name], name, value, where)
    return out


def of_kind(kind: type, name: str, value: object, where: str) -> int | float | str:
    text = str(value)
    if kind is str:
        return text
    try:
        number = int(text) if kind is int else float(text)
    except ValueError as error:
        raise ConfigError(f"{where}: {name} must be of the kind {kind.__name__}, not {value!r}") from error
    if name == "workers":
        if number < 0:
            raise ConfigError(f"{where}: {name} must not be negative")
    elif not number > 0:  # a limit of nothing would reject every page; "nan" is not more than 0 either
        raise ConfigError(f"{where}: {name} must be more than 0")
    return number
