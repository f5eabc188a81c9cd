// Two things that a plain page cannot do: narrow the list of services as you type, and say that an
// update is late once your own clock passes its moment. Without this every page says the same.
"use strict";

const words = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];

const begins = (known, asked) => known.startsWith(asked.length > 3 ? asked.replace(/s$/, "") : asked);

function narrow(wanted, services, found) {
  const asked = words(wanted);
  let count = 0;
  for (const section of services.querySelectorAll("section")) {
    let isEmpty = true;
    for (const line of section.querySelectorAll("li")) {
      const isWord = line.classList.contains("app-line--word");
      const known = words(`${line.firstElementChild.textContent} ${line.dataset.also ?? ""}`);
      const fits = asked.every((one) => known.some((other) => begins(other, one)));
      line.hidden = asked.length > 0 && (isWord || !fits);
      isEmpty = isEmpty && line.hidden;
      if (!isWord && !line.hidden) count += 1;
    }
    section.hidden = isEmpty;
  }
  const letters = document.querySelector(".app-letters");
  if (letters) letters.hidden = asked.length > 0;
  const shown = count === 1 ? "1 service" : `${count} services`;
  found.textContent =
    asked.length === 0
      ? `${shown}. Type to see only some of them.`
      : count > 0
        ? `${shown} for “${wanted.trim()}”.`
        : `No service for “${wanted.trim()}”. Try another word, or clear the search to see all.`;
}

function search() {
  const [services, found, field] = ["services", "found", "q"].map((id) => document.getElementById(id));
  if (!services || !found || !field) return;
  const show = () => narrow(field.value, services, found);
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
}

function late() {
  for (const said of document.querySelectorAll("[data-due]")) {
    const due = Date.parse(said.dataset.due);
    const tell = () => {
      if (Date.now() < due) return setTimeout(tell, Math.min(due - Date.now() + 500, 3600000));
      const moment = said.querySelector("time");
      said.replaceChildren("Our update is late. It was due by ", moment, ".");
      said.classList.add("app-is-late");
    };
    tell();
  }
}

search();
late();
