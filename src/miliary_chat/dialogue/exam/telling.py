"""An exam's times and events in words, the same on every surface."""

from miliary_chat.dialogue import events as e

_SECOND = 1_000_000


def time_left(left_us: int) -> str:
    """Time left as a clock shows it: "1:02:05", "12:40"; a begun second counts whole, so that 0:00 means over."""
    seconds = -(-max(0, left_us) // _SECOND)
    hours, rest = divmod(seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def in_words(us: int) -> str:
    """A length of time as it is said: "2 hours 5 minutes", "1 minute 30 seconds"; the two greatest units."""
    seconds = -(-max(0, us) // _SECOND)
    units = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    parts = []
    for name, size in units:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "no time"


def time_added(event: e.TimeAdded) -> str:
    """What is said when somebody in charge gave time: "5 minutes, by Dr Ito: fire alarm."."""
    why = f": {event.why}" if event.why else ""
    if event.us < 0:
        return f"{in_words(-event.us)} taken away again, by {event.by}{why}."
    return f"{in_words(event.us)}, by {event.by}{why}."
