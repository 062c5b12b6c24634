"""A tree written as a source again: what a store keeps of a case that used packs."""

import json

from miliary_chat.case.nodes import ListNode, MapNode, Node, TextNode

_LONG_KEY = 1_000
"""Characters; a YAML parser looks no further than 1,024 for the colon of a key that is not marked as one."""


def flat(tree: MapNode) -> bytes:
    """Return a YAML file, in UTF-8, that is read as the same tree (places apart).

    It is JSON, except that a very long key gets YAML's question mark before it.
    """
    return _written(tree).encode()


def _written(node: Node) -> str:
    if isinstance(node, TextNode):
        return json.dumps(node.text, ensure_ascii=False)
    if isinstance(node, ListNode):
        return f"[{', '.join(map(_written, node.items))}]"
    pairs = (f"{_key(key)}: {_written(entry.value)}" for key, entry in node.entries.items())
    return f"{{{', '.join(pairs)}}}"


def _key(key: str) -> str:
    written = json.dumps(key, ensure_ascii=False)
    return f"? {written} " if len(written) > _LONG_KEY else written
