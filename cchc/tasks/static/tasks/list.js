// The list of tasks: picking rows, keys (J K X), and the way back to the same filter and place from a task.

const PLACE = "cchc-task-list";
const picks = () => [...document.querySelectorAll("input[data-pick]")];
const links = () => [...document.querySelectorAll(".task-table tbody .task-col-text a")];
const bar = document.getElementById("task-bulk");

function show() {
  if (!bar) return;
  const chosen = picks().filter((each) => each.checked).length;
  bar.classList.toggle("is-idle", !chosen);
  bar.querySelector("[data-picked]").textContent = String(chosen);
  const all = document.querySelector("input[data-pick-all]");
  if (all) Object.assign(all, { checked: chosen > 0 && chosen === picks().length, indeterminate: chosen > 0 && chosen < picks().length });
}

// Before the filter's own listener hears of it: a tick is no filter.
document.addEventListener("change", (event) => {
  const { target } = event;
  if (!target.matches?.("input[data-pick], input[data-pick-all]")) return;
  event.stopPropagation();
  if (target.matches("[data-pick-all]")) for (const each of picks()) each.checked = target.checked;
  show();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([data-pick]), textarea, select, [contenteditable]")) return;
  const rows = links();
  if (!bar || !rows.length) return;
  const here = rows.findIndex((each) => each.closest("tr").contains(document.activeElement));
  if (event.key === "j" || event.key === "k") {
    const next = here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + (event.key === "j" ? 1 : -1)));
    rows[next].focus();
  } else if (event.key === "x" && here >= 0) {
    const pick = rows[here].closest("tr").querySelector("[data-pick]");
    pick.checked = !pick.checked;
    show();
  }
});

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE)) ?? null;
  } catch {
    return null;
  }
}

if (bar) {
  addEventListener("pagehide", () => sessionStorage.setItem(PLACE, JSON.stringify({ search: location.search, top: scrollY })));
  document.addEventListener("htmx:afterSwap", show);
  addEventListener("pageshow", show);
  const place = remembered();
  if (place && place.search === location.search && location.hash === "#back") {
    scrollTo(0, place.top);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
} else {
  const place = remembered();
  for (const link of document.querySelectorAll("a[data-back-to-list]")) if (place) link.href = `${link.pathname}${place.search}#back`;
}
