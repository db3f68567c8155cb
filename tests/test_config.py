from __future__ import annotations

from pathlib import Path

import pytest

from latticework.config import Config, load_config
from latticework.errors import ConfigError


def test_flag_beats_environment_beats_project_beats_user_beats_default(tmp_path: Path) -> None:
    user = tmp_path / "user.toml"
    user.write_text("workers = 2\npage_bytes = 5\npage_seconds = 7\nparser = 'u'\n")
    (tmp_path / "latticework.toml").write_text("workers = 3\npage_bytes = 6\npage_seconds = 8.5\n")
    environ = {"LATTICEWORK_WORKERS": "4", "LATTICEWORK_PAGE_BYTES": "7", "OTHER": "x"}
    config = load_config({"workers": 5, "parser": None}, environ, tmp_path, user)
    assert (config.workers, config.page_bytes, config.page_seconds, config.parser) == (5, 7, 8.5, "u")
    assert config.knowledge == Config().knowledge


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("worker = 3", "did you mean 'workers'"),
        ("workers = 'many'", "kind int"),
        ("workers = -1", "negative"),
        ("page_seconds = nan", "more than 0"),
        ("page_bytes = 0", "more than 0"),
        ("workers =", "TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_place_it_stands_in(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "latticework.toml").write_text(toml)
    with pytest.raises(ConfigError, match=message) as caught:
        load_config({}, {}, tmp_path, tmp_path / "none.toml")
    assert "latticework.toml" in str(caught.value)
