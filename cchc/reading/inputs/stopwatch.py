"""Stops a reading that takes too long, wherever in a library it is."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 1.0  # seconds; what arrives inside a finalizer is dropped by the interpreter


class TimeIsUp(BaseException):
    """Raised in the reading thread. No `Exception`, so that no library on the way swallows it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeIsUp in the calling thread when the block runs longer than this.

    A page can be made to draw itself without end inside the PDF library, which has no limit of its
    own; signals reach the main thread only, and a reading may run in any.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, is_over, was_raised = threading.Lock(), threading.Event(), threading.Event()

    def stop() -> None:
        wait = seconds
        while not is_over.wait(wait):
            with lock:
                if not is_over.is_set():
                    was_raised.set()
                    raise_in(thread, ctypes.py_object(TimeIsUp))
            wait = _AGAIN

    threading.Thread(target=stop, daemon=True).start()
    try:
        try:
            yield
        finally:
            is_over.set()
    finally:
        # Again, because TimeIsUp may arrive on the way into the first; the next is _AGAIN away.
        is_over.set()
        with lock:
            late = was_raised.is_set()
        if late:
            _take_what_is_under_way()


def _take_what_is_under_way() -> None:
    """Let a TimeIsUp that was raised and has not arrived yet arrive here.

    Taking it back with a null exception instead would leave the interpreter asking for it at every
    step for as long as it lives.
    """
    try:
        for _ in range(8):
            threading.get_ident()
    except TimeIsUp:
        pass
