// Texts that were typed and not sent: saved while one types, filled in again when the form is opened, dropped at a word.
// The server keeps them for the person whose page it is (core/kept.py); files cannot be kept.

const SAVE_AFTER_MS = 1500;
const KEPT = "/kept/";
const MACHINERY = new Set(["csrfmiddlewaretoken", "submit_token"]);

const forms = [...document.querySelectorAll("form[method=post]")].filter((form) => form.elements.submit_token);
const addressOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
const alone = forms.filter((form) => forms.filter((other) => addressOf(other) === addressOf(form)).length === 1);

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !MACHINERY.has(name));
}

const hasFiles = (form) => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

function message(form, more) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("submit_token", form.elements.submit_token.value);
  body.set("action", addressOf(form));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return body;
}

const content = (form) => ({ fields: JSON.stringify(fieldsOf(form)), had_files: hasFiles(form) ? "1" : "0" });

function saver(form) {
  let timer = null;
  const waits = () => timer !== null;
  const stop = () => {
    clearTimeout(timer);
    timer = null;
  };
  const save = async () => {
    stop();
    const answer = await fetch(KEPT, { method: "POST", body: message(form, content(form)) }).catch(() => null);
    if (answer?.ok) document.dispatchEvent(new CustomEvent("cchc:present"));
    if (answer?.status === 401) document.dispatchEvent(new CustomEvent("cchc:session-over"));
  };
  form.addEventListener("input", () => {
    stop();
    timer = setTimeout(save, SAVE_AFTER_MS);
  });
  form.addEventListener("submit", stop);
  addEventListener("pagehide", () => {
    if (waits()) navigator.sendBeacon(KEPT, message(form, content(form)));
    stop();
  });
}

function fill(form, fields) {
  const values = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : grouped(fields);
  let isChanged = false;
  for (const element of form.elements) {
    if (!element.name || MACHINERY.has(element.name) || ["file", "submit", "button", "password"].includes(element.type)) continue;
    const kept = (values.get(element.name) || []).map(([, value]) => value);
    if (element.type === "hidden") isChanged ||= kept.length > 0 && !kept.includes(element.value);
    else if (["checkbox", "radio"].includes(element.type)) element.checked = kept.includes(element.value);
    else if (element.multiple) for (const option of element.options) option.selected = kept.includes(option.value);
    else if (kept.length) element.value = kept[0];
  }
  return isChanged;
}

function grouped(fields) {
  const values = new Map();
  for (const field of fields) values.set(field[0], [...(values.get(field[0]) || []), field]);
  return values;
}

function restore(form, kept) {
  const before = JSON.stringify(fieldsOf(form));
  const isChanged = fill(form, kept.fields);
  if (!kept.had_files && JSON.stringify(fieldsOf(form)) === before) return;
  const note = document.getElementById("app-kept").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-kept-at]").textContent = kept.saved_at;
  note.querySelector("[data-kept-files]").hidden = !kept.had_files;
  note.querySelector("[data-kept-changed]").hidden = !isChanged;
  note.querySelector("[data-kept-discard]").addEventListener("click", async () => {
    await fetch(KEPT, { method: "POST", body: message(form, { discard: "1" }) });
    form.reset();
    note.remove();
  });
  form.prepend(note);
}

async function restoreAll() {
  const asked = new URLSearchParams(alone.map((form) => ["action", addressOf(form)]));
  const answer = await fetch(`${KEPT}?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  for (const kept of (await answer.json()).forms) {
    const form = alone.find((each) => addressOf(each) === kept.action);
    if (form) restore(form, kept);
  }
}

// Whoever goes back to a form that was sent gets a fresh page, into which the browser puts what was typed: it takes the
// token it was sent with again, so that the same text sent once more is not a second act (core/tokens.py).
function takeTokensAgain() {
  const sent = history.state?.sent || {};
  if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
  for (const form of alone) if (sent[addressOf(form)]) form.elements.submit_token.value = sent[addressOf(form)];
}

function rememberToken(form) {
  const sent = { ...history.state?.sent, [addressOf(form)]: form.elements.submit_token.value };
  history.replaceState({ ...history.state, sent }, "");
}

takeTokensAgain();
for (const form of alone) form.addEventListener("submit", () => rememberToken(form));

// The answer to a form that was refused shows what was just sent, which is newer than anything kept.
if (alone.length && !("answersForm" in document.body.dataset)) restoreAll();
for (const form of alone) if (form.querySelector("textarea")) saver(form);
