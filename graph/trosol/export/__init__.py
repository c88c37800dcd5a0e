"""Exports: the same snapshot gives the same bytes, whatever the row order or hash seed."""

from trosol.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
