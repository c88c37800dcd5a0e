"""Streamlit's settings come from Trosol alone, and every option of the Streamlit that is installed was decided on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config

from conftest import ROOT
from trosol.web import LEFT, decided, settings

EVIL = """
[theme]
font = "Evil"
base = "dark"
[[theme.fontFaces]]
family = "Evil"
url = "http://127.0.0.1:9/font.woff2"
[client]
allowedOrigins = ["https://evil.example"]
toolbarMode = "developer"
[server]
enableCORS = false
enableXsrfProtection = false
corsAllowedOrigins = ["https://evil.example"]
allowedHosts = ["*"]
baseUrlPath = "x"
address = "0.0.0.0"
enableStaticServing = true
enableAgentApi = true
folderWatchList = ["/"]
fileWatcherType = "poll"
[browser]
gatherUsageStats = true
[global]
e2eTest = true
[logger]
level = "debug"
[runner]
magicEnabled = true
[secrets]
files = ["secrets.toml"]
"""
CODE = """
import json, sys
from pathlib import Path
from trosol.cli.dashboard import _application
from trosol.web import Own
_application(sys.argv[1], 8501, Own.of(8501))
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
assert not secrets_singleton.load_if_toml_exists()
print(json.dumps({name: [option.value, option.where_defined] for name, option in config.get_config_options().items()}, default=str))
"""


def test_every_option_was_decided_on() -> None:
    options = set(config.get_config_options())
    assert not {option for option in options if not decided(option)}, "decide on these in trosol.web.settings"
    assert settings(8501).keys() | LEFT <= options, "Streamlit no longer has these"
    assert not settings(8501).keys() & LEFT


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is the current one and the home, with settings and secrets of somebody else."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(EVIL, encoding="utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "known"\n', encoding="utf-8")
    return folder


def options_in(folder: Path) -> dict[str, list[object]]:
    names = {"server.enableCORS": "false", "server.cookieSecret": "known", "client.allowedOrigins": "https://evil.example"}
    told = {
        f"STREAMLIT_{config._config_options_template[name].env_var.removeprefix('STREAMLIT_')}": value
        for name, value in names.items()
    }
    env = {**os.environ, **told, "HOME": str(folder), "PYTHONPATH": str(ROOT / "graph")}
    command = [sys.executable, "-P", "-c", CODE, str(ROOT / "dashboard" / "app.py")]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    found: dict[str, list[object]] = json.loads(done.stdout)
    return found


@pytest.mark.exhaustive
def test_neither_folder_nor_home_nor_environment_nor_secrets_set_any(evil: Path) -> None:
    found = options_in(evil)
    ours = settings(8501)
    for name, (value, where) in found.items():
        if name == "server.cookieSecret":
            assert value != "known" and len(str(value)) == 64
        elif name in ours:
            assert value == ours[name], name
        else:
            assert where == "<default>", (name, value, where)
    assert found["theme.fontFaces"][0] is None


def test_the_settings_of_that_folder_would_be_taken_otherwise(evil: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the test above cannot pass because nothing was there to take."""
    monkeypatch.chdir(evil)
    options = config.get_config_files("config.toml")
    assert str(evil / ".streamlit" / "config.toml") in options
