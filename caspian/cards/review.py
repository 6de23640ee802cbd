"""The article whose statements are checked as claims, called "the review": how texts name it."""

from caspian.context import Context, remembered_by
from caspian.links import in_markdown, is_web
from caspian.measures.review import reviewed
from caspian.text import plain_markdown


@remembered_by("language")
def named(context: Context) -> str:
    """Its publisher and day, ``Day.Az, 5 January 2026``, as texts put them into brackets."""
    article = reviewed(context.dataset)
    if article is None:
        return context.language.gettext("source unknown")
    day = article["published"]
    return str(article["publisher"]) + ("" if day != day else f", {context.language.day(day)}")


@remembered_by("language")
def linked(context: Context) -> str:
    """Its title, publisher and day as Markdown, with the way to it; empty where no claim names it."""
    article = reviewed(context.dataset)
    if article is None:
        return ""
    title, url = plain_markdown(str(article["title"])), str(article["url"])
    return (f"[{title}]({in_markdown(url)})" if is_web(url) else title) + f" ({plain_markdown(named(context))})"
