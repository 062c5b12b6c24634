"""Lazy mappings: values that come packed as text and are unpacked when somebody first asks for them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")
D = TypeVar("D")


class Lazy(Mapping[str, T], Generic[T]):
    """A mapping whose packed values are unpacked one by one, each once; `unpack` gets the key and what is packed."""

    def __init__(self, packed: Mapping[str, str], unpack: Callable[[str, str], T]) -> None:
        self._packed = packed
        self._unpack = unpack
        self._ready: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = self._unpack(key, self._packed[key])
        return found

    def get(self, key: str, default: D = None) -> T | D:  # type: ignore[assignment]
        """The value of a key, or `default`; much asked, so without the exception that Mapping would raise and catch."""
        return self._ready.get(key) or (self[key] if key in self._packed else default)

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
