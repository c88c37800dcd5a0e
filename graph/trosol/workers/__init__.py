"""Work on what strangers bring, in processes of their own that can be stopped: the one way in which anything is run apart."""

from trosol.workers.frames import Message
from trosol.workers.pool import BUSY, DOWN, LARGE, NONE, PROCESSOR, TIME, Stopped, WorkerPool, not_started, shared
from trosol.workers.process import Bounds

__all__ = [
    "BUSY",
    "DOWN",
    "LARGE",
    "NONE",
    "PROCESSOR",
    "TIME",
    "Bounds",
    "Message",
    "Stopped",
    "WorkerPool",
    "not_started",
    "shared",
]
