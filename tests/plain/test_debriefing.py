"""The debrief as lines."""

from dataclasses import replace

from miliary_chat.dialogue.debrief_parts import Debrief, LookAlike, Mended, Missed, QuizResult, Reply, Side, Table
from miliary_chat.dialogue.marks import ItemMark, Marks, Part, StageMark, Vital
from miliary_chat.plain.debriefing import debriefed, marked

PARTS = (
    Part("nodules", "small nodules", "expectation", 3, 3, "said"),
    Part("size", "1 to 3 mm", "expectation", 0.5, 1, "after hint 2"),
    Part("hila", "hila normal", "expectation", 0, 1, "missed", claimed=True),
    Part("inlet", "mass at the inlet", "expectation", 0, 2, "missed", bonus=True),
    Part("shotgun", "pneumonia", "wrong", -1, 0, "listed"),
)
MARKS = Marks(
    total=55,
    stages=(
        StageMark("findings", "film", 60, 1.0, (ItemMark("findings/film", "film", 60, 1.0, PARTS),)),
        StageMark("treatment", "treatment", None, 1.0),
    ),
    vitals=(Vital("tuberculosis", "must-not-miss", True), Vital("pregnancy test", "critical", False)),
    claimed=("hila normal",),
    finished=False,
)
DEBRIEF = Debrief(
    title="A dry cough",
    diagnosis="Metastases",
    expert="Tiny nodules everywhere.",
    marks=MARKS,
    sides=(
        Side(
            "findings/film",
            "film",
            "Describe the film.",
            "Innumerable nodules.",
            (Reply("consolidation"), Reply("dots")),
            (Missed("1 to 3 mm", "Say a number.", how="told"),),
            (Mended("consolidation", "Each dot has an edge."),),
        ),
        Side("treatment/main", "treatment", "And now?", "Surgery."),
    ),
    quiz=(QuizResult("It tells what?", {"a": "The cause", "b": "The size"}, ("a",), ("b",), {"a": "Many causes."}),),
    look_alikes=(LookAlike("sarcoidosis", "Big hila.", ("young",), ("normal hila",)),),
    table=Table(("metastases", "TB"), (("fever", ("uncommon", "usual")),), ("equal size",)),
    pearls=("A pattern is no diagnosis.",),
    teaching=(("Causes", "There are many."),),
    references=("An atlas",),
    next=("stone-cutter",),
    disclaimer="Not medical advice.",
)


def lines(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [str(line) for line in found]


def test_a_good_total_cannot_hide_what_must_not_be_missed() -> None:
    told = lines(marked(MARKS))
    assert told[0].startswith("Total: 55 out of 100.")
    assert told[1:3] == ["Must not be missed, tuberculosis: you had it.", "Critical, pregnancy test: missed."]


def test_the_marks_of_a_question_say_what_was_whole_what_was_lost_and_what_it_cost() -> None:
    told = lines(marked(MARKS))
    assert "  In full: small nodules." in told
    assert "  In part or not: 1 to 3 mm, after hint 2 (0.5 of 1); hila normal, missed, claimed (0 of 1)." in told
    assert "  Cost: pneumonia, listed (-1)." in told
    assert not any("mass at the inlet" in line for line in told), "a bonus is never lost"


def test_a_stage_without_marks_and_an_early_finish_are_said_to_be_so() -> None:
    told = lines(marked(MARKS))
    assert "Treatment: no mark." in told
    assert "early" in told[0]


def test_claims_stand_apart_from_the_marks() -> None:
    assert lines(marked(MARKS))[-1] == "Claimed by you, not in the marks: hila normal."


def test_the_expert_stands_beside_the_trainee_first_attempts_included() -> None:
    told = lines(debriefed(DEBRIEF))
    at = told.index("Film: Describe the film.")
    assert told[at : at + 6] == [
        "Film: Describe the film.",
        "Expert: Innumerable nodules.",
        "You: consolidation",
        "You: dots",
        "Corrected, consolidation: Each dot has an edge.",
        "Told, 1 to 3 mm: Say a number.",
    ]
    assert "You: (no answer)" in told


def test_an_expert_who_wrote_nothing_has_no_heading() -> None:
    silent = replace(DEBRIEF, expert="", sides=tuple(replace(side, expert="") for side in DEBRIEF.sides))
    told = lines(debriefed(silent))
    assert "You: consolidation" in told
    assert not [line for line in told if line.startswith(("The expert", "Expert"))]


def test_everything_that_the_debrief_holds_is_told_in_its_order() -> None:
    told = "\n".join(lines(debriefed(DEBRIEF)))
    parts = [
        "Debrief: A dry cough",
        "Diagnosis: Metastases",
        "Marks",
        "Question by question",
        "The quiz",
        "You chose: a, not right. Right: b.",
        "  a: The cause. Many causes.",
        "Look-alikes",
        "Sarcoidosis: Big hila.",
        "Side by side",
        "Fever: metastases, uncommon; TB, usual.",
        "What does not separate them: equal size.",
        "To take home",
        "1: A pattern is no diagnosis.",
        "Causes: There are many.",
        "References",
        "What to try next",
        "1: miliary-chat play stone-cutter",
        "Not medical advice.",
    ]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
