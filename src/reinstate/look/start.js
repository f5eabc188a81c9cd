// Wakes the parts of a page that move: error summaries, menus, tables that sort, buttons that
// count two clicks as one. Every page works without it.
import { initAll as wakeGovuk } from "./govuk.js";
import { initAll as wakeMoj } from "./moj.js";

// Wakes what is new inside `scope`. A script that puts new parts into a page calls it for each;
// one that was woken before must not stand in it.
export function wake(scope) {
  wakeGovuk({ scope });
  wakeMoj({ scope });
}

// Both packages ask for these words, and their style sheets hide things only where they stand.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
wake(document);
