"""A version of an ecosystem to give away: checked, in every form, with what changed, how to cite it and checksums."""

from trosol.release.release_archive import Release, release

__all__ = ["Release", "release"]
