"""Whether a case is fair: its answers and dialogues replayed, counted, and changed a little."""

from dataclasses import dataclass
from pathlib import Path

from miliary_chat.author.answers_file import AnswersRead, read_answers_of
from miliary_chat.author.beside import answers_beside
from miliary_chat.author.borrowed import borrowed
from miliary_chat.author.proving.confusion import Confusion, confusions
from miliary_chat.author.proving.dialogues import Talked, talk_through
from miliary_chat.author.proving.mutants import Mutant, mutants
from miliary_chat.author.proving.reach import Part, unreached
from miliary_chat.author.proving.replay import Replayed, replay
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.script import Script


@dataclass(frozen=True, slots=True)
class Proof:
    """All that the answers of a case showed. `read.answers` is None where the file is not there or is wrong."""

    loaded: Loaded
    file: Path
    read: AnswersRead | None
    replays: tuple[Replayed, ...] = ()
    talks: tuple[Talked, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    unreached: tuple[Part, ...] = ()
    mutants: tuple[Mutant, ...] = ()

    @property
    def wrong(self) -> tuple[Replayed, ...]:
        """The answers that were not judged as labelled."""
        return tuple(one for one in self.replays if one.mismatches)

    @property
    def unkept(self) -> tuple[Talked, ...]:
        """The dialogues that did not go as told."""
        return tuple(talked for talked in self.talks if talked.unkept)

    @property
    def lived(self) -> tuple[Mutant, ...]:
        """The mutants that should not have passed."""
        return tuple(mutant for mutant in self.mutants if mutant.lived)

    @property
    def holds(self) -> bool:
        """Whether the file can be read and everything is as it says."""
        return not (self.read and self.read.problems) and not self.wrong and not self.unkept


def prove(loaded: Loaded, path: Path, *, mutate: bool = True) -> Proof:
    """Replay the answers that lie beside the case at `path`; without such a file there is nothing to show."""
    file = answers_beside(path)
    if not file.exists():
        return Proof(loaded, file, None)
    script = Script.of_case(loaded.case, loaded.hash)
    read = read_answers_of(file, script)
    if read.answers is None:
        return Proof(loaded, file, read)
    replays = tuple(replay(script, read.answers))
    talks = tuple(talk_through(loaded, read.answers))
    packs = borrowed(path, script)
    return Proof(
        loaded,
        file,
        read,
        replays,
        talks,
        confusions(replays),
        unreached(script, replays, talks, packs),
        tuple(mutants(script, replays, packs)) if mutate else (),
    )
