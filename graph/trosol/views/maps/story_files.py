"""Stories as files: what the map saves and opens, and those that lie in an ecosystem's folder, in ``stories``."""

from __future__ import annotations

import json
from pathlib import Path

from trosol.errors import TrosolError
from trosol.files import Folder, write_together
from trosol.views.maps.story import Story, story_of

__all__ = ["MAX_STORY_BYTES", "keep_story_file", "stories_in", "story_file", "story_from"]

MAX_STORY_BYTES = 1_000_000
"""Most bytes of the file of a story."""
_MOST_FILES = 40
_FORM = "trosol story 1"


def story_file(story: Story) -> bytes:
    """The file of a story.

    >>> story_from(story_file(Story("How"))) == Story("How")
    True
    """
    return (json.dumps({"form": _FORM, **story.to_json()}, ensure_ascii=False, indent=1) + "\n").encode()


def story_from(content: bytes) -> Story | None:
    """The story in a file; None for what is none.

    >>> story_from(b'{"title": "a bibliography", "views": []}') is None
    True
    """
    try:
        value = json.loads(content.decode("utf-8-sig")) if len(content) <= MAX_STORY_BYTES else None
    except (ValueError, RecursionError):
        return None
    return story_of(value) if isinstance(value, dict) and value.get("form") == _FORM else None


def stories_in(path: Path) -> dict[str, Story]:
    """Stories of an ecosystem's folder by the names of their files; what is none, or cannot be read, is left out."""
    if not path.is_dir():
        return {}
    folder = Folder(path)
    try:
        names = folder.names("stories", ".json")[:_MOST_FILES]
    except TrosolError:
        return {}
    found: dict[str, Story] = {}
    for name in names:
        try:
            content = folder.content(name, MAX_STORY_BYTES)
        except TrosolError:
            continue
        story = story_from(content or b"")
        if story is not None:
            found[name.removeprefix("stories/").removesuffix(".json")] = story
    return found


def keep_story_file(path: Path, name: str, story: Story) -> str:
    """Write a story into an ecosystem's folder, in place of one of the same name; ``trosol undo`` takes it back. Returns the name of the file.

    Raises :class:`TrosolError` where the folder cannot be written.
    """
    file = f"stories/{name}.json"
    write_together(path, f"story {name}", {file: story_file(story)})
    return file
