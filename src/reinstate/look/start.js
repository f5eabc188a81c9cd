// Wakes the parts of a page that move: error summaries, menus, tables that sort, buttons that
// count two clicks as one. Every page works without it.
import { initAll as wakeGovuk } from "./govuk.js";

const MOJ = '[data-module^="moj-"]';

// Wakes what still sleeps inside `scope`. What few pages have is fetched by those alone.
async function wake(scope) {
  wakeGovuk({ scope, onError });
  if (scope.querySelector(MOJ) === null) return;
  const { initAll: wakeMoj } = await import("./moj.js");
  wakeMoj({ scope, onError });
}

// What was woken before is no fault: parts come and go around it.
function onError(error) {
  if (error.name !== "InitError") console.error(error);
}

// Both packages ask for these words, and their style sheets hide things only where they stand.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
wake(document);

// So htmx says that a part came; the part itself may be one that sleeps.
document.addEventListener("htmx:after:process", ({ target }) => wake(target.parentNode ?? document));
