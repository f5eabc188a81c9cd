// A board that asks for news: what holds the focus or an open form is never swapped away, only the
// number of changes is said, and whoever reads can pause it. Without this the page stands still.
const pause = document.getElementById("board-pause");
const said = document.getElementById("board-news");
const PAUSED = "Updates are paused.";
let isPaused = false;

function isInUse(region) {
  return region.contains(document.activeElement) || region.querySelector("details[open], form:focus-within") !== null;
}

function targetOf(task) {
  return typeof task.target === "string" ? document.querySelector(task.target) : task.target;
}

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
  pause.textContent = isPaused ? "Go on updating" : "Pause updates";
  said.textContent = isPaused ? PAUSED : "";
});

document.addEventListener("htmx:before:request", (event) => {
  if (isPaused && event.target.id === "board-poll") event.preventDefault();
});

document.addEventListener("htmx:before:swap", (event) => {
  const { tasks } = event.detail;
  if (event.target.id !== "board-poll") return;
  if (isPaused) return event.preventDefault();
  const poll = tasks.find((task) => targetOf(task)?.id === "board-poll" && task.type !== "main");
  const held = tasks.filter((task) => targetOf(task) && task !== poll && task.type !== "main" && isInUse(targetOf(task)));
  const news = poll?.fragment.querySelector("[data-news]")?.dataset.news;
  for (const task of [...held, ...(held.length ? [poll] : [])]) tasks.splice(tasks.indexOf(task), 1);
  if (news) said.textContent = held.length ? `${news}; not shown where you are.` : news;
});
