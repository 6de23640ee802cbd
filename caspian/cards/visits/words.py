"""How trips are written: the counting rules, and the change of a number of trips."""

from caspian.measures.visits import Rule
from caspian.text import Language


def rule_names(language: Language) -> dict[str, str]:
    """What to call each part of a counting rule, by its code."""
    _ = language.gettext
    return {
        "heads": _("Heads of state"),
        "all": _("All leaders"),
        "every": _("Every trip"),
        "bilateral": _("Bilateral only"),
        "any": _("Any city"),
        "capital": _("Capital only"),
    }


def rule_text(rule: Rule, language: Language) -> str:
    names = rule_names(language)
    return ", ".join([names[rule.level], language.lower(names[rule.trips]), language.lower(names[rule.cities])])


def outside(language: Language) -> tuple[str, str]:
    """What to write over years before and after those that were searched."""
    _ = language.gettext
    return _("not searched"), _("not yet covered")


def compared(change: int, year: int, language: Language) -> str:
    """A change of a count against an earlier year, in words."""
    _ = language.gettext
    if change == 0:
        return _("as many as in {year}").format(year=year)
    return _("{change} on {year}").format(change=language.signed(change), year=year)
