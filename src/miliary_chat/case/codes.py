"""The table of problem codes: what is wrong, and what an author does about it; docs/codes.md is made from it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Explained(NamedTuple):
    """A code's title and the advice that goes with it."""

    title: str
    advice: str


_CODES = {
    # The file and its YAML
    "E101": ("The file cannot be read", "Check that it is there, that it is a file, and that you may read it."),
    "E102": ("The file is too big", "A case is text of at most 1 MB; pictures lie beside it in files of their own."),
    "E103": ("The file is not UTF-8 text", "Save it as UTF-8; every editor can (Save as, Encoding)."),
    "E104": (
        "A character that a terminal would obey",
        "Control characters and marks that turn the writing direction can change what a trainee sees. Delete the"
        " character; it often comes along when text is pasted from a web page or a PDF.",
    ),
    "E105": ("A tab indents a line", "Indent with spaces, two for each level; YAML does not allow tabs there."),
    "E106": (
        "The YAML cannot be understood",
        "Mostly a colon, a quotation mark or a bracket inside a text, or a line that is indented too far or not far"
        " enough. A text with such characters goes in double quotes, or on lines of its own below `|`.",
    ),
    "E107": (
        "An alias or an anchor",
        "Case files do not use YAML's `&name` and `*name`. Write the text out, and put a text that begins with & or *"
        " in quotes.",
    ),
    "E108": (
        "A tag or a directive",
        "Case files do not use YAML's `!tag` and `%NAME`. Put a text that begins with ! or % in quotes.",
    ),
    "E109": ("The same key twice", "Only one of the two would count. Rename one, or join them."),
    "E110": ("Nested too deeply", "No case needs more than 40 levels. Look for a bracket that is never closed."),
    "E111": ("More than one document", "A file holds one case. Delete the line `---` and what follows it."),
    "E112": ("A key that is no text", "Write `key: value`, with a plain word as the key."),
    "E113": ("The file is empty", "Write a case into it, or delete it."),
    "E114": ("Not a case", "A case begins with `format: 1` and has an id, a title, a diagnosis and stages."),
    "E115": (
        "A newer format",
        "The case was written for a newer release of miliary-chat. Update the program, or ask for the case in an older"
        " format.",
    ),
    "E116": ("Not an exam", "An exam begins with `format: 1` and has `exam: its-id`, a title and sections."),
    # Keys and values
    "E201": ("A key is missing", "Add it under the key that the problem points at."),
    "E202": ("An unknown key", "Mend its spelling, move it to where it belongs, or delete it."),
    "E203": (
        "A value of the wrong shape",
        "A text, a list or keys with values were expected. A colon and a space inside a text make a key of it: put the"
        " text in quotes.",
    ),
    "E204": ("A value that is not allowed here", "Write one of the values or the kind of value that is named."),
    "E205": ("Not an id", "An id has small letters, digits and single hyphens: `neck-lump`."),
    "E206": ("No value", "Write a value, or delete the key. In one-line braces a comma begins a new key."),
    "E207": ("Too long", "A phrasing has at most 200 characters, any other text 4,000. Say it shorter, or split it."),
    "E208": ("Parts that do not fit together", "The message says which rule is broken."),
    "E209": (
        "Not a condition",
        "Write `asked ID`, `examined ID`, `ordered ID`, `said ID` or `listed ID`, with `not` before it or `and`"
        " between two.",
    ),
    # What is named
    "E301": ("No such picture", "Name one of the keys under `images`."),
    "E302": ("No such region", "Name a key under the `regions` of a picture."),
    "E303": ("No such source", "Name one of the keys under `sources`."),
    "E304": ("No such stage", "Name one of the keys under `stages`."),
    "E305": ("No such id here", "Name something that stands in the same question."),
    "E306": ("A fact that can never be known", "A condition names what the case can let a trainee learn."),
    "E307": ("A circle", "Each waits for the other, so neither can ever come. Break the circle."),
    "E308": ("A region's id is used twice", "Lines point at a region by its id alone, so it is unique in the case."),
    "E309": ("A file outside the case's folder", "Put the picture into the case's folder and name it from there."),
    "E310": ("Nothing to earn", "All weights are 0. Give at least one part that is no bonus a weight."),
    "E311": ("The same id for two things", "Marks and reports go by the id. Give one of the two another."),
    "E312": (
        "No such pack",
        "`miliary-chat packs` lists those that ship with the program. A pack of a newer release needs that release.",
    ),
    "E313": (
        "A pack where it does not belong",
        "An interview uses packs of replies, a question of orders uses packs of orders; no other question uses any.",
    ),
    "E314": (
        "No such table of look-alikes",
        "`use` under `compare` names a table that ships with the program; `miliary-chat compare` lists them.",
    ),
    # What an exam takes
    "E320": (
        "No such case",
        "`miliary-chat list` shows those that there are. An exam's cases are looked for in its own folder, in the"
        " folder that this lies in, among your own and those that ship, and in `--cases DIR`.",
    ),
    "E321": (
        "No such question in the case",
        "A question is named as case/stage/question. Where a stage has one question, it is called `main`; the quiz's"
        " stage is `debrief`.",
    ),
    "E322": (
        "No case has this tag",
        "Tags stand under `tags` in the cases. Name one of theirs, or the cases themselves.",
    ),
    "E323": (
        "Nothing is left to take",
        "`only` names kinds of questions that the case, or the cases of the tag, do not have.",
    ),
    "E324": (
        "More is drawn than there is",
        "Take more, or lower `draw`. A whole case is one to draw, however long it is.",
    ),
    "E325": (
        "The same question twice",
        "Every candidate would get it twice. Take it once; what has a tag may be named by its id elsewhere.",
    ),
    "E326": ("A case of the exam has errors", "`miliary-chat check CASE` shows them all. Mend the case first."),
    # The candidates of an exam
    "E330": (
        "Not a table of candidates",
        "The first line names the columns: `code`, and if wanted `name`, `extra_time` and `rest`. Every further line is"
        " a candidate. Delete the file when everybody may sit the exam.",
    ),
    "E331": (
        "Not a candidate's code",
        "A code has up to 40 letters, digits and `. _ -`, and begins with a letter or digit.",
    ),
    "E332": ("The same candidate twice", "Delete one of the lines, or give one of the two another code."),
    "E333": (
        "Not an allowance",
        "`extra_time` is a factor from 1 to 4 such as `1.25`, or what is added, such as `25 %`; `rest` is a length of"
        " time such as `10 min`. An empty cell is none.",
    ),
    # The answers beside a case
    "E401": ("No such question", "Answers stand under `stage/question`, or under the stage where it has one question."),
    "E402": ("Nothing listens for that here", "Name an id of the question that the answer is for."),
    # What may be unfair
    "W501": (
        "A phrasing meets something else too",
        "Say it more fully, so that it fits one of the two; or write `also: [other-id]` under one of them when both are"
        " really meant.",
    ),
    "W502": (
        "A phrasing is right and wrong at once",
        "Whoever says it is credited and corrected for the same words. Phrase the misconception as the whole wrong"
        " statement.",
    ),
    "W503": (
        "A phrasing does not meet its own part",
        "What it says is heard otherwise, or not at all. `try` shows how it is read; say it in the words of a trainee.",
    ),
    "W504": (
        "A “not” that is not heard",
        "The judge takes the phrasing for its opposite as well. Say it with the thing that is denied (`no operation`"
        " for `not now`), or with another word.",
    ),
    "W505": (
        "Only the place counts",
        "Of such a phrasing the judge takes a part of the body and no more, so that every mention of it is credited, or"
        " contradicts. Say what is seen there with a word that counts: `sharp`, `lost`, `normal`, `enlarged`.",
    ),
    "W506": (
        "A contradiction that agrees",
        "What stands under `contradicted` says the same as `accept`, so that who is right in other words is told to"
        " look again. Move it to `accept`, or say what is wrong.",
    ),
    "W510": (
        "A text gives a later answer away",
        "Titles, captions, file names, scenes and earlier questions are read before the answer. Say it without the"
        " word.",
    ),
    "W512": ("A hint says the answer", "Keep the answer for the last rung; let a hint say where to look."),
    # What would teach more
    "W520": ("No hint", "Write one or two that say where to look, without the answer."),
    "W521": (
        "Nothing is taught",
        "`teach` is told when the trainee did not find it: one or two sentences on why it matters.",
    ),
    "W522": (
        "No grain of truth",
        "`grain` is said before the correction: what is right about the idea. People listen better to what begins so.",
    ),
    "W523": (
        "A misconception that no answer says",
        "Add an answer to answers.yaml that says it, with `misconceptions: [its-id]`.",
    ),
    "W524": ("No answers.yaml", "Write real answers and what each must earn; `try` keeps those that you type."),
    "W530": (
        "Nothing must not be missed",
        "Mark the diagnoses that harm when they are missed with `must_not_miss: true`.",
    ),
    "W531": ("No look-alike", "`look_alike` tells what it is mistaken for, and what tips it."),
    "W532": (
        "An option without its why",
        "Say of each option why it is right or wrong: that is what a quiz teaches by.",
    ),
    # Pictures
    "W540": ("No licence", "Write the licence that allows the picture to be shown, such as CC-BY-4.0."),
    "W541": ("No source", "Write where the picture is from, and whose it is."),
    "W542": (
        "No neutral description",
        "`describe: {neutral: ..., full: ...}`: neutral says where things are without naming them, for those who cannot"
        " see the picture.",
    ),
    "W543": (
        "A picture's header tells more than the picture",
        "Names, dates, comments and places in the header may identify the patient. `miliary-chat strip FILE` writes a"
        " clean copy, which the case can name instead. What is written in the pixels has to be painted over.",
    ),
    "W544": (
        "A picture that cannot be shown",
        "The message says why. The case plays on the picture's description until the file is mended or replaced.",
    ),
    "W545": (
        "A region that is not on its picture",
        "A box is counted in pixels of the file, from the top left corner; slices are counted from 1.",
    ),
    # Pictures of one's own in the place of a case's
    "W546": (
        "A list of own pictures that cannot be used",
        "`pictures.yaml` in the folder of a case's own pictures begins with `pictures:`; below it stand ids of the"
        " case's pictures. Until it is mended, the case shows what it came with.",
    ),
    "W547": (
        "An own picture that belongs nowhere",
        "Name the file like the picture that it stands for (`film.png` for the picture `film`), or name the picture in"
        " `pictures.yaml`. The case's `images` have the ids.",
    ),
    "W548": (
        "An own picture that is not shown",
        "The message says why. The case shows the picture that it came with until this one is mended.",
    ),
    # What was typed
    "W550": (
        "A comma may have cut a text in two",
        "In a list on one line a comma begins a new item. Put the text in quotes.",
    ),
    "W551": (
        "Two cases or two exams with one id",
        "Give the newer one an id of its own: it is easily forgotten when a folder is copied.",
    ),
    "W552": (
        "A list without its brackets",
        "Without brackets a text with commas is one single phrasing. Write `[one, two]`, or put it in quotes when one"
        " is meant.",
    ),
    "W553": (
        "A line was glued to the text above",
        "A list item is a dash, a space and its text, below the dash above it; a key has an ordinary space after its"
        " colon. A text that is meant to go on goes in quotes.",
    ),
    "W554": (
        "A text was cut at its #",
        "After a space `#` begins a comment. Put the text in quotes; a comment that is meant has a space after its"
        " `#`.",
    ),
    # What may be unfair in an exam
    "W560": (
        "The questions' times do not fit into the section's",
        "Whoever uses all the time of each question does not reach the last. Give the section more, or each question"
        " less.",
    ),
    "W561": (
        "Times that do not fit into the whole",
        "The sections' times together should not exceed `time`, nor `time` what lies between `opens` and `closes`.",
    ),
    "W562": ("The exam has closed", "Nobody can begin it any more. Write new times when it is to be held again."),
    "W563": (
        "Answers are shown while others still sit",
        "With `when: hand-in` the first to hand in can tell the others. `when: closes` or `when: released` waits.",
    ),
    "W564": (
        "A name may give the answer away",
        "Candidates see neither ids nor titles, but the exam's files hold them. Give the case, the picture or the"
        " question a name without the word.",
    ),
    "W565": (
        "A question with nothing to earn",
        "Its answers are recorded and earn nothing. Leave it out, or give a part of it a weight.",
    ),
    "W566": (
        "Little time for a long question",
        "An interview or a work-up takes many turns. Give the section a `time` for the whole instead.",
    ),
    "W567": (
        "A later question may give an earlier one away",
        "The scenes and questions of a case tell more and more. With `navigation: linear` nobody can go back and change"
        " an answer.",
    ),
    "W568": (
        "A question may come twice",
        "It can be drawn in two places. Take it in one of them only, so that every candidate gets different questions.",
    ),
    "W569": ("A column that is not read", "Only `code`, `name`, `extra_time` and `rest` are. It does no harm."),
    "W590": (
        "A silenced lint",
        "`# ok W501: why` silences that code on its line or the line below. It needs a reason, and a lint to silence.",
    ),
    # What may stay
    "N401": ("A picture's file is missing", "The case plays on its descriptions until the file is there."),
    "N402": ("Not reviewed", "Ask a radiologist to read it; then `reviewed: {status: reviewed, by: ..., on: ...}`."),
    "N403": (
        "A DICOM file, and nothing here that reads it",
        'Whoever plays the case needs `pip install "miliary-chat[dicom]"`, or sees its description. A PNG needs'
        " nothing: `miliary-chat strip --stack OUT.png FILE...` makes one.",
    ),
    "N404": (
        "An own picture is shown",
        "It stands for the case's picture of that id; scale, places and words of that one do not hold for it. What"
        " `pictures.yaml` says of it does.",
    ),
    "N405": (
        "The folder of own pictures is not there",
        "The settings name it (`pictures`). Is its drive connected? Until then cases show what they came with.",
    ),
}

CODES: Mapping[str, Explained] = MappingProxyType({code: Explained(*words) for code, words in _CODES.items()})
"""Every code that `check` uses. E: an error, it cannot be played or sat. W: a lint, it can. N: a notice."""


def as_markdown() -> str:
    """Return docs/codes.md."""
    head = (
        "# Problem codes\n\nEvery problem of a case or an exam is `file:line:column: CODE message`. What the code"
        " begins with says how grave it is:\n\n- E stops the case or the exam;\n- W doubts that it is fair, or would"
        " teach more. `check --strict` makes an error of it; `# ok W501: why` on its line,\n"
        "  or on the line above, silences it;"
        "\n- N is a notice.\n\nCodes are stable; `check --explain CODE` tells one.\n\n"
        "| code | what it means | what to do |\n|---|---|---|\n"
    )
    return head + "".join(f"| {code} | {title} | {advice} |\n" for code, (title, advice) in CODES.items())


if __name__ == "__main__":
    print(as_markdown(), end="")
