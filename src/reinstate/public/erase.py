"""Erasing, as every shell does it: what was read goes, and then the pages that held it."""

from msgspec import structs

from reinstate.core.terms.trouble import BadInput, Refused, WorldFailed
from reinstate.operations import erasing, publishing
from reinstate.operations.act import Acting
from reinstate.operations.erasing import Erased
from reinstate.operations.kept_texts import Named
from reinstate.public.publish import publish


def erase(acting: Acting, named: Named, read: str, *, with_texts: bool = False) -> Erased:
    """Erase what somebody read, whose digest is `read`, and take it off this home's own pages.

    Raises:
        Refused: If the rules say no.
        BadInput: If it is no longer what was read.
    """
    done = erasing.erase(acting, named, read, with_texts=with_texts)
    if not (done.was_public and erasing.has_pages()):
        return done
    try:
        publish(publishing.default_target())
        erasing.forget_earlier_pages()
    except (Refused, BadInput, WorldFailed) as trouble:
        return structs.replace(done, trouble=done.trouble or trouble)
    return structs.replace(done, is_republished=True)
