// Brings the Design System's own behaviour to the page: the menu on a phone, the focus of error summaries,
// no second send by a double click. Everything works without it.
"use strict";

const script = document.getElementById("desk-script");

document.body.classList.add("js-enabled", "govuk-frontend-supported");
import(script.dataset.govuk).then((look) => look.initAll()).catch(() => {});
