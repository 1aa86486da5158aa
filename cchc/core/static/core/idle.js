// A page left open locks: after the time that a session lasts without use, in whatever tab, it leads to the sign-in page.
// Who is at the machine (keys, pointer, scrolling) is not idle: the server is told at most once a minute.

const lock = document.getElementById("app-lock");
const dialog = document.getElementById("app-idle");
const LIMIT_MS = Number(lock.dataset.idleSeconds) * 1000;
const WARN_MS = Math.min(60_000, LIMIT_MS / 3);
const TELL_MS = Math.min(60_000, LIMIT_MS / 5);
const LOOK_MS = 1000;
const KEY = "cchc-present-at";

const seenAt = () => Number(localStorage.getItem(KEY)) || 0;
const touch = () => localStorage.setItem(KEY, String(Date.now()));
let isActive = false;

function end() {
  lock.submit();
}

async function tell() {
  isActive = false;
  touch();
  const body = new FormData(lock);
  const answer = await fetch("/account/present/", { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (answer && answer.status !== 204) end();
}

function look() {
  const idle = Date.now() - seenAt();
  if (idle >= LIMIT_MS) return end();
  if (isActive && idle >= TELL_MS) tell();
  const warns = idle >= LIMIT_MS - WARN_MS;
  if (warns && !dialog.open) dialog.showModal();
  if (!warns && dialog.open) dialog.close();
}

touch();
for (const event of ["keydown", "pointerdown", "wheel", "touchmove"]) {
  addEventListener(event, () => { if (!dialog.open) isActive = true; }, { passive: true });
}
document.addEventListener("htmx:afterRequest", touch);
document.addEventListener("cchc:present", touch);
document.addEventListener("cchc:session-over", end);
dialog.querySelector("[data-idle-stay]").addEventListener("click", tell);
dialog.addEventListener("cancel", tell);
setInterval(look, LOOK_MS);
