"""Pictures: where "normal" is said of a whole film or test, and so of no organ that is on it."""

from miliary_chat.judge.names import Names
from miliary_chat.judge.row import VERBS
from miliary_chat.judge.text import listed

PICTURES = listed("film films picture pictures image images scan scans study")


def said_of_a_picture(names: Names, first: int, last: int) -> bool:
    """Whether these tokens describe a picture or test: "the normal film", "the CXR is not normal"."""
    passage, lexicon = names.passage, names.lexicon
    sentence = passage.sentence
    if last + 1 < len(passage.keys) and _begins(names, last + 1):
        return True
    at = first - 1
    while at > 0 and sentence[at] == sentence[first] and passage.keys[at] in lexicon.stop:
        at -= 1
    linked = 0 <= at < first - 1 and sentence[at] == sentence[first]
    return linked and passage.tokens[at + 1].text in VERBS and _ends(names, at)


def _begins(names: Names, at: int) -> bool:
    """Whether the name of a picture or test begins at `at`."""
    named = names.passage.tokens[at].text in PICTURES
    return named or any(term.kind == "test" for term in names.at(at))


def _ends(names: Names, at: int) -> bool:
    """Whether the name of a picture or test ends at `at`."""
    return names.passage.tokens[at].text in PICTURES or any(
        term.kind == "test" and start + len(term.keys) == at + 1
        for start in range(max(0, at - 2), at + 1)
        for term in names.at(start)
    )
