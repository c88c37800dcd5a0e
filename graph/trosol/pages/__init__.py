"""HTML documentation of an ontology and an ecosystem: to read offline, to put on any web server, to print."""

from trosol.pages.site import Site, make_site, write_site

__all__ = ["Site", "make_site", "write_site"]
