"""The pictures of one claim: what its verdict depends on."""

from caspian.cards import Card
from caspian.cards.claims import counts, growth, named
from caspian.context import Context, remembered_by
from caspian.measures.finding import Counted, Grown, Happened, Progressed, Quickened, Traded
from caspian.measures.verdicts import findings


@remembered_by("language", "theme")
def cards(context: Context, claim_id: str) -> tuple[Card, ...]:
    """The pictures of one claim; none for one that cannot be checked, or for events where no country is expected."""
    finding = findings(context.dataset)[claim_id]
    match finding.test:
        case Counted() as test:
            return counts.rules(context, finding, test), counts.windows(context, finding, test)
        case Grown() as test:
            return growth.series(context, finding, test), growth.years(context, finding, test)
        case Quickened() as test:
            return (growth.times(context, finding, test),)
        case Traded() as test:
            return (named.partners(context, finding, test),)
        case Happened() as test if finding.claim["expects_countries"]:
            return (named.events(context, finding, test),)
        case Progressed() as test:
            return (named.projects(context, finding, test),)
    return ()
