"""Reasons: why a verdict is what it is, in one sentence that a trainee understands."""

from collections.abc import Sequence

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Reading


def quoted(words: Sequence[str]) -> str:
    """Words in curly quotes, joined as English joins them."""
    marked = [f"“{word}”" for word in words]
    return marked[0] if len(marked) == 1 else ", ".join(marked[:-1]) + " and " + marked[-1] if marked else ""


def read_as(readings: Sequence[Reading]) -> str:
    """ "I read “efusion” as “effusion”", or nothing when every word was taken as it stands."""
    if not readings:
        return ""
    return "I read " + ", ".join(f"“{reading.typed}” as “{reading.read_as}”" for reading in readings)


def said(fit: Fit) -> str:
    """The words of the answer that carry a fit, as typed."""
    return " … ".join(fit.passage.text[span.start : span.end] for span in fit.spans)


def cue_words(fit: Fit, sense: int) -> str:
    """The words that gave a fit its sense ("no", "is absent"), as typed; empty when there are none."""
    for partner in fit.partners:
        for at in range(partner.found.first, partner.found.last + 1):
            for mark in fit.passage.scope.marks[at]:
                if mark.sense & sense:
                    span = fit.passage.span(mark.first, mark.last)
                    return fit.passage.text[span.start : span.end]
    return ""


def _sentence(*parts: str) -> str:
    text = ", and ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + "."


def for_met(fit: Fit) -> str:
    """Why a fit counts."""
    stance = ""
    for sense, words in (
        (Sense.UNLIKELY, "less likely"),
        (Sense.FAVOURED, "what you favour"),
        (Sense.POSSIBLE, "possible"),
    ):
        cue = cue_words(fit, sense)
        if cue:
            stance = f"“{cue}” puts it as {words}"
            break
    denial = cue_words(fit, Sense.DENIED) if fit.phrasing.denies else ""
    says = f"“{denial}” denies “{said(fit)}”, as asked" if denial else f"“{said(fit)}” says “{fit.phrasing.text}”"
    return _sentence(read_as(fit.readings), says, stance)


def for_denied(fit: Fit) -> str:
    """Why a fit is a denial."""
    read = read_as(fit.readings)
    if fit.kind == "contradicted":
        return _sentence(read, f"“{said(fit)}” says the opposite of “{fit.phrasing.text}”")
    cue = cue_words(fit, Sense.DENIED)
    what = f"“{cue}” denies “{said(fit)}”" if cue else f"“{said(fit)}” says the opposite of “{fit.phrasing.text}”"
    return _sentence(read, what)


def for_near(fit: Fit) -> str:
    """Why a fit is near and not met."""
    read = read_as(fit.readings)
    if fit.kind == "unclear":
        doubt = "is denied altogether" if fit.phrasing.denies else "is affirmed or denied"
        return _sentence(f"I cannot tell whether “{said(fit)}” {doubt}")
    if fit.kind == "typo":
        return _sentence(f"I am not sure that I {read[2:]}" if read else f"I am not sure what “{said(fit)}” is")
    if fit.kind == "value":
        return _sentence(read, f"the value in “{said(fit)}” is not the one expected")
    lacking = quoted([part.shown for part in fit.missing])
    if fit.kind == "apart":
        apart = "I cannot tell whether they belong together" if not lacking else f"{lacking} is not there"
        return _sentence(read, f"“{said(fit)}” are parts of it, said in different places", apart)
    return _sentence(
        read, f"“{said(fit)}” is part of it", f"{lacking} is not there" if lacking else "it says less than is asked"
    )
