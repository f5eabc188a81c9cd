"""Addresses of messages: words, dates, and what waits for a second person."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.commands.proposals import SIGNERS, Complete, Drop
from reinstate.core.incident.next_update import SetNextUpdate
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.promise_end import EndPromise
from reinstate.core.notices.withdraw import WithdrawNotice
from reinstate.desk.access import ACTIVE, giving, holding
from reinstate.desk.messages import views
from reinstate.desk.messages.approving import Approves, Withdraws
from reinstate.desk.messages.drafting import Drafts
from reinstate.desk.messages.next_update import SetsNextUpdate
from reinstate.desk.messages.phone import phone
from reinstate.desk.messages.promises import EndsPromise, Promises, promises
from reinstate.desk.messages.proposals import Drops, Signs, proposals
from reinstate.desk.routes import page

WORDS: Final = "messages/words/<str:notice>/"
PROPOSAL: Final = "proposals/<str:proposal>/"
PROMISING: Final = holding(*(role for roles in SIGNERS[PromiseMade] for role in roles))

ROUTES: Final[list[URLPattern]] = [
    page("messages/", views.messages, name="messages", may=ACTIVE),
    page("messages/shown/", views.shown, name="messages-shown", may=ACTIVE),
    page("messages/ended/", views.ended, name="messages-ended", may=ACTIVE),
    page("messages/phone/", phone, name="phone", may=ACTIVE),
    page("messages/draft/", Drafts.as_view(), name="notice-draft", may=giving(DraftNotice)),
    page(
        "messages/next-update/",
        SetsNextUpdate.as_view(),
        name="next-update",
        may=giving(SetNextUpdate),
    ),
    page(WORDS, views.message, name="message", may=ACTIVE),
    page(
        f"{WORDS}approve/",
        Approves.as_view(),
        name="notice-approve",
        may=giving(ApproveNotice),
    ),
    page(
        f"{WORDS}take-back/",
        Withdraws.as_view(),
        name="notice-withdraw",
        may=giving(WithdrawNotice),
    ),
    page("messages/promises/", promises, name="promises", may=ACTIVE),
    page("messages/promises/new/", Promises.as_view(), name="promise-make", may=PROMISING),
    page(
        "messages/promises/<str:promise>/end/",
        EndsPromise.as_view(),
        name="promise-end",
        may=giving(EndPromise),
    ),
    page("proposals/", proposals, name="proposals", may=ACTIVE),
    page(f"{PROPOSAL}sign/", Signs.as_view(), name="proposal-sign", may=giving(Complete)),
    page(f"{PROPOSAL}drop/", Drops.as_view(), name="proposal-drop", may=giving(Drop)),
]
