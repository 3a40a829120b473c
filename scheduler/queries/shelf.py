"""What this process may forget: values that are made again, the same, from what the database holds."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """The values used last, up to so many octets in all; a longer one is not kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.octets = 0
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The value kept under this key, if it is still there."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, value: Kept, *, octets: int) -> None:
        """Keep a value in place of whatever was used longest ago."""
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self.octets -= before
            if octets > self.most:
                return
            self._kept[key] = value, octets
            self.octets += octets
            while self.octets > self.most:
                _, (_, dropped) = self._kept.popitem(last=False)
                self.octets -= dropped

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.octets = 0
