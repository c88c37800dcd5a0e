"""Stories as files: they come back, and what is none is none and harms nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trosol.files import undo
from trosol.files.ecosystem_files import belonging
from trosol.files.folder import Folder
from trosol.views.maps.story import Story, StoryView
from trosol.views.maps.story_files import MAX_STORY_BYTES, keep_story_file, stories_in, story_file, story_from

STORY = Story("Ŵyn", (StoryView("a", "b", {"mode": "kinds"}, {"x": (1.0, 2.0)}, None),))


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b"[" * 100_000, b'{"form": "trosol story 2", "views": []}', b" " * (MAX_STORY_BYTES + 1)],
    ids=["empty", "no letters", "a list", "no form", "deep", "another form", "too large"],
)
def test_what_is_no_story(content: bytes) -> None:
    assert story_from(content) is None


def test_it_comes_back_and_the_map_saves_the_same_form() -> None:
    assert story_from(story_file(STORY)) == STORY
    script = (Path(__file__).parents[2] / "graph/trosol/views/assets/explorer/story.js").read_text(encoding="utf-8")
    assert f'FORM = "{json.loads(story_file(STORY))["form"]}"' in script
    assert f"MOST_BYTES = {MAX_STORY_BYTES}," in script


def test_those_of_a_folder_and_the_way_back(tmp_path: Path) -> None:
    folder = tmp_path / "eco"
    (folder / "stories").mkdir(parents=True)
    (folder / "stories" / "broken.json").write_text("{", encoding="utf-8")
    (folder / "stories" / "away.json").symlink_to("/etc/hostname")
    assert keep_story_file(folder, "lambs", STORY) == "stories/lambs.json"
    assert stories_in(folder) == {"lambs": STORY}
    assert "stories/lambs.json" in belonging(Folder(folder))[0]  # goes along with a release
    undo(folder)
    assert stories_in(folder) == {}
    assert stories_in(tmp_path / "nowhere") == {}
