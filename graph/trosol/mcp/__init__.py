"""An ecosystem for assistants, over the Model Context Protocol: every answer carries the claims it rests on."""

from trosol.mcp.lines import run
from trosol.mcp.server import server

__all__ = ["run", "server"]
