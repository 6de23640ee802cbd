"""Words that the map and the pages share."""

from caspian.text import Language


def direction_names(language: Language) -> dict[str, str]:
    """The two directions of leaders' trips, as they stand within a sentence."""
    _ = language.gettext
    return {"outbound": _("from Azerbaijan"), "inbound": _("to Azerbaijan")}


def trip_count(count: int, language: Language) -> str:
    return language.ngettext("{n} trip", "{n} trips", count).format(n=language.number(count))
