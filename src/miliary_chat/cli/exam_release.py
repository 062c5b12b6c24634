"""`exam release` and `exam forget`: what candidates may see from now on, and names that are erased."""

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.cli.asking import agreed
from miliary_chat.cli.papers import open_exams, signed, source_at
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.exam import spoken_us


def release(wishes: Wishes, exam: str, by: str) -> int:
    """Let candidates see what the exam shows once it is released; 0, also when it was released before."""
    clock = SystemClock()
    store = open_exams(wishes, clock)
    try:
        source = source_at(exam, wishes, store)
        before = store.released(source)
        store.release(source, signed(by), clock.now().utc_us)
    finally:
        store.close()
    name = source.partition(":")[2]
    if before is not None:
        print(f"The results of {name} were released already, on {spoken_us(before)}.")
    else:
        print(f"The results of {name} are released: candidates see what the exam shows.")
    return 0


def forget(wishes: Wishes, code: str, *, yes: bool) -> int:
    """Erase the name that belongs to a code; the sittings stay as they are. 1 when the person says no."""
    wanted = one_line(code)
    store = open_exams(wishes)
    try:
        people = store.people()
        known = next((person for person in people if person.casefold() == wanted.casefold()), None)
        if known is None:
            raise UsageError(f"Nobody here has the code “{one_line(wanted, limit=60)}”.", "Codes are in: exam live.")
        if people[known] == known:
            print(f"{known} has no name here.")
            return 0
        question = f"Erase the name of {known} ({people[known]})? It cannot be brought back from here."
        if not agreed(question, yes=yes):
            print("Nothing was erased.")
            return 1
        store.erase_person(known)
    finally:
        store.close()
    print(f"The name of {known} is erased. The sittings stay, under the code alone.")
    return 0
