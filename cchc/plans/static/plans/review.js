// The review screen by keyboard and mouse: select, light the source, edit in place, split, merge, undo.
// Every act is one HTMX request; the server answers with the parts that changed.

const root = document.getElementById("rv");
const editable = root.dataset.editable === "yes";
const papers = document.getElementById("rv-papers");
const dialog = document.getElementById("rv-dialog");
const dialogBody = document.getElementById("rv-dialog-body");
const htmx = window.htmx;
let selectedKey = null;
let wantedField = null;
let refreshWaits = false;

const list = () => document.getElementById("rv-list");
const rows = () => [...list().querySelectorAll(".rv-row[data-key]:not(.is-folded)")];
const rowOf = (key) => list().querySelector(`.rv-row[data-key="${CSS.escape(key)}"]`);
const selected = () => (selectedKey === null ? null : rowOf(selectedKey));
const editing = () => list().querySelector(".rv-row.is-editing");
const revision = () => document.getElementById("rv-state").dataset.revision;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

root.classList.add("is-live");

// -- requests ------------------------------------------------------------------------------------------

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Draft-Revision"] = revision();
});

function act(values) {
  return htmx.ajax("POST", root.dataset.edits, { values, target: "#rv-note", swap: "innerHTML" });
}

// A row with unsaved words is not replaced by somebody else's change; the refresh waits until it is closed.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  const open = target.id === "rv-list" ? editing() : target.closest?.(".rv-row.is-editing");
  if (open && !open.querySelector("form[data-sent]")) {
    event.detail.shouldSwap = false;
    refreshWaits = true;
  }
});

document.body.addEventListener("htmx:afterSettle", () => {
  tidy();
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const { successful, elt, xhr, requestConfig } = event.detail;
  const form = elt.closest?.("form");
  if (requestConfig.verb === "post" && form) {
    delete form.dataset.sent;
    if (successful && xhr.status === 200) {
      form.closest("#t-new")?.remove();
      if (dialog.contains(form)) dialog.close();
    }
  }
  if (requestConfig.verb === "post" && successful) hideNoteSoon();
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) form.dataset.sent = "yes";
  if (event.detail.requestConfig.verb === "post") {
    lastAct = form?.closest("#t-new") ? "add" : event.detail.requestConfig.parameters.act ?? "";
  }
});

let noteTimer = 0;
function hideNoteSoon() {
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => {
    const note = document.getElementById("rv-note");
    if (note.querySelector(".rv-toast")) note.textContent = "";
  }, 5000);
}

// Others' edits, every ten seconds while the page is looked at.
setInterval(() => {
  if (document.hidden || editing()?.querySelector("form[data-sent]")) return;
  htmx.ajax("GET", `${root.dataset.changes}?after=${refreshWaits ? "" : revision()}`, {
    target: "#rv-note", swap: "innerHTML",
  });
}, 10000);

// After an undo or an addition the row that came is the selected one.
let lastAct = "";
document.body.addEventListener("review-brought", (event) => {
  const row = document.getElementById(event.detail.value);
  if (row && ["undo", "add"].includes(lastAct)) select(row);
});

function tidy() {
  const row = selected();
  if (row && !row.classList.contains("is-selected")) {
    row.classList.add("is-selected");
    row.setAttribute("aria-current", "true");
    row.tabIndex = 0;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && !document.querySelector("dialog[open]")) focusRow(row);
  }
  if (selectedKey !== null && !row) selectNear();
  foldAgain();
  const form = editing()?.querySelector("form");
  if (form && !form.dataset.ready) openForm(form);
  if (!editing() && refreshWaits) {
    refreshWaits = false;
    htmx.ajax("GET", `${root.dataset.changes}?after=`, { target: "#rv-note", swap: "innerHTML" });
  }
  if (!rows().some((each) => each.tabIndex === 0) && rows()[0]) rows()[0].tabIndex = 0;
  updateTools();
}

// -- selection and the lit place -----------------------------------------------------------------------

let lastIndex = 0;
function select(row, { focus = true, light: lit = true } = {}) {
  for (const old of list().querySelectorAll(".is-selected")) {
    old.classList.remove("is-selected");
    old.removeAttribute("aria-current");
    old.tabIndex = -1;
  }
  for (const each of rows()) if (each.tabIndex === 0) each.tabIndex = -1;
  selectedKey = row.dataset.key;
  lastIndex = Math.max(0, rows().indexOf(row));
  row.classList.add("is-selected");
  row.setAttribute("aria-current", "true");
  row.tabIndex = 0;
  if (focus) focusRow(row);
  if (lit) light(row);
  for (const finding of document.querySelectorAll(".rv-finding")) {
    finding.classList.toggle("is-selected", finding.dataset.row === row.id);
  }
  updateTools();
}

function focusRow(row) {
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function selectNear() {
  const all = rows();
  selectedKey = null;
  const row = all[Math.min(lastIndex, all.length - 1)];
  if (row) select(row, { focus: !document.querySelector("dialog[open]") });
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = selected() ? all.indexOf(selected()) : -1;
  select(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextWorry() {
  const all = rows();
  const at = selected() ? all.indexOf(selected()) : -1;
  const worries = (row) => row.matches(".is-worry") || row.querySelector(".rv-chip-unknown, .rv-chip-suggested, .rv-mark");
  const row = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(worries);
  if (row) select(row);
}

function updateTools() {
  const tools = document.getElementById("rv-tools");
  if (!tools) return;
  for (const button of tools.querySelectorAll("[data-do]")) {
    button.disabled = button.dataset.do !== "add" && !selected();
  }
}

function fileOf(element) {
  return papers.querySelector(`.rv-file[data-file="${element.dataset.file || 0}"]`);
}

function linesWithin(file, start, end) {
  const lines = [...file.querySelectorAll(".rv-text-lines p")];
  return lines.filter((line, at) => {
    const from = Number(line.dataset.s);
    const to = at + 1 < lines.length ? Number(lines[at + 1].dataset.s) : Infinity;
    return from < end && to > start;
  });
}

function light(element) {
  for (const old of papers.querySelectorAll(".is-lit")) old.classList.remove("is-lit");
  papers.querySelectorAll(".rv-lamp").forEach((old) => old.remove());
  window.CSS.highlights?.delete("rv-lit");
  const file = fileOf(element);
  if (!file) return;
  showFile(file);
  if (!document.querySelector(".rv-pages")?.hidden && element.dataset.page && lightOnPage(file, element)) return;
  const { start, end, line } = element.dataset;
  let lit = [];
  if (start !== "" && end !== "") lit = linesWithin(file, Number(start), Number(end));
  else if (line) lit = [...file.querySelectorAll(`p[data-n="${line}"]`)];
  lit.forEach((each) => each.classList.add("is-lit"));
  if (lit[0]) scrollPapers(lit[0]);
}

function scrollPapers(target) {
  const place = target.getBoundingClientRect();
  const frame = papers.getBoundingClientRect();
  const inside = place.top >= frame.top + 8 && place.top < frame.top + frame.height * 0.6;
  if (!inside) {
    papers.scrollTo({
      top: papers.scrollTop + place.top - frame.top - frame.height * 0.2,
      behavior: calm ? "auto" : "smooth",
    });
  }
}

function lightOnPage(file, element) {
  const page = file.querySelector(`.rv-page[data-page="${element.dataset.page}"]`);
  if (!page) return false;
  const image = page.querySelector("img");
  load(image);
  const box = (element.dataset.box || "").split(",").map(Number);
  if (box.length === 4 && image.naturalWidth) {
    const points = 1.75;
    const [width, height] = [image.naturalWidth / points, image.naturalHeight / points];
    const lamp = document.createElement("div");
    lamp.className = "rv-lamp";
    const share = image.clientHeight / page.clientHeight;
    lamp.style.left = `${(100 * box[0]) / width}%`;
    lamp.style.width = `${(100 * (box[2] - box[0])) / width}%`;
    lamp.style.top = `${(100 * share * box[1]) / height}%`;
    lamp.style.height = `${(100 * share * (box[3] - box[1])) / height}%`;
    page.append(lamp);
    scrollPapers(lamp);
  } else {
    scrollPapers(page);
    image.addEventListener("load", () => selected() === element && light(element), { once: true });
  }
  return true;
}

// The row read from a piece of a file; where several were, the one with the shortest piece.
function rowAt(file, from, to) {
  let best = null;
  for (const row of document.querySelectorAll("#rv-list .rv-row, .rv-fact")) {
    const { start, end } = row.dataset;
    if ((row.dataset.file || "0") !== file || !start || !end) continue;
    const width = Number(end) - Number(start);
    if (Number(start) < to && Number(end) > from && (!best || width < best.width)) best = { row, width };
  }
  return best?.row ?? null;
}

papers.addEventListener("click", (event) => {
  const line = event.target.closest("p[data-s]");
  if (!line || String(window.getSelection())) return;
  const file = line.closest(".rv-file").dataset.file;
  const start = Number(line.dataset.s);
  const row = rowAt(file, start, start + line.textContent.length);
  if (!row) return;
  if (row.classList.contains("rv-fact")) {
    showPart(row.closest("[data-part-body]").id);
    light(row);
    row.scrollIntoView({ block: "nearest" });
    return;
  }
  showPart("rv-tasks");
  select(row, { focus: false });
  row.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  row.focus({ preventScroll: true });
});

// -- the source pane: files, zoom, page pictures -------------------------------------------------------

const filePicker = document.getElementById("rv-file");
filePicker?.addEventListener("change", () => {
  showFile(papers.querySelector(`.rv-file[data-file="${filePicker.value}"]`));
});

function showFile(file) {
  if (!filePicker || !file) return;
  filePicker.value = file.dataset.file;
  for (const each of papers.querySelectorAll(".rv-file")) each.hidden = each !== file;
}

let zoom = 1;
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    zoom = Math.min(2, Math.max(0.7, zoom + 0.15 * Number(button.dataset.zoom)));
    papers.style.setProperty("--rv-zoom", zoom.toFixed(2));
  });
}

const hasPages = papers.querySelector(".rv-pages") !== null;
for (const button of document.querySelectorAll("[data-view]")) {
  button.hidden = !hasPages;
  button.addEventListener("click", () => showView(button.dataset.view));
}

function showView(view) {
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  for (const file of papers.querySelectorAll(".rv-file")) {
    const pages = file.querySelector(".rv-pages");
    if (!pages) continue;
    pages.hidden = view !== "pages";
    file.querySelector(".rv-text-lines").hidden = view === "pages";
  }
  if (selected()) light(selected());
}

// A page that the worker has not drawn yet answers 202: ask again a little later.
async function load(image, tries = 30) {
  if (image.src || image.dataset.asked) return;
  image.dataset.asked = "yes";
  for (let left = tries; left > 0; left -= 1) {
    const first = left % 10 === tries % 10;
    const answer = await fetch(image.dataset.src + (first ? "" : "?waiting"));
    if (answer.status === 200) {
      image.src = image.dataset.src;
      return;
    }
    if (answer.status !== 202) return;
    await new Promise((done) => setTimeout(done, 800));
  }
  delete image.dataset.asked;
}

if (hasPages) {
  const watcher = new IntersectionObserver(
    (entries) => entries.filter((each) => each.isIntersecting).forEach((each) => load(each.target)),
    { root: papers, rootMargin: "400px" },
  );
  papers.querySelectorAll(".rv-page img").forEach((image) => watcher.observe(image));
  showView("pages");
}

// -- parts and tabs ------------------------------------------------------------------------------------

function showPart(id) {
  for (const part of document.querySelectorAll("[data-part-body]")) part.classList.toggle("is-shown", part.id === id);
  for (const button of document.querySelectorAll("[data-part]")) {
    button.setAttribute("aria-pressed", String(button.dataset.part === id));
  }
  const tools = document.getElementById("rv-tools");
  if (tools) tools.hidden = id !== "rv-tasks";
  shownPart = id;
}
let shownPart = "rv-tasks";
document.body.addEventListener("htmx:oobAfterSwap", () => showPart(shownPart));
for (const button of document.querySelectorAll("[data-part]")) {
  button.addEventListener("click", () => showPart(button.dataset.part));
}

function showPane(id) {
  root.dataset.show = id;
  for (const button of document.querySelectorAll("[data-pane]")) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === id));
  }
  if (id === "rv-source" && selected()) light(selected());
}
for (const button of document.querySelectorAll("[data-pane]")) {
  button.addEventListener("click", () => showPane(button.dataset.pane));
}

const folded = new Set();
function foldAgain() {
  let hidden = false;
  for (const item of list().children) {
    if (item.classList.contains("rv-section")) {
      hidden = folded.has(item.id);
      item.querySelector(".rv-fold")?.setAttribute("aria-expanded", String(!hidden));
    } else item.classList.toggle("is-folded", hidden);
  }
}

// -- editing in place ----------------------------------------------------------------------------------

function editRow(row, field = "text") {
  if (!editable || !row || row.classList.contains("is-editing")) return;
  const open = editing();
  if (open) {
    const form = open.querySelector("form");
    if (form.dataset.dirty) {
      htmx.trigger(form, "submit");
      return;
    }
    cancel(open);
  }
  select(row, { focus: false });
  wantedField = field;
  htmx.ajax("GET", row.querySelector(".rv-code").getAttribute("href"), { target: `#${row.id}`, swap: "outerHTML" });
}

function openForm(form) {
  form.dataset.ready = "yes";
  form.addEventListener("input", () => { form.dataset.dirty = "yes"; });
  const row = form.closest(".rv-row");
  row.classList.add("is-selected");
  const wanted = form.elements.namedItem(wantedField || "text") || form.elements.namedItem("text");
  const details = wanted.closest("details");
  if (details) details.open = true;
  wanted.focus();
  if (wanted.setSelectionRange) wanted.setSelectionRange(wanted.value.length, wanted.value.length);
  row.scrollIntoView({ block: "nearest" });
  wantedField = null;
}

function cancel(row) {
  if (row.id === "t-new") {
    row.remove();
    if (selected()) focusRow(selected());
    else tidy();
    return;
  }
  const key = row.dataset.key;
  const href = row.querySelector("form").getAttribute("action");
  htmx.ajax("GET", `${href}?row`, { target: `#${row.id}`, swap: "outerHTML" }).then(() => {
    if (selectedKey === key && selected()) focusRow(selected());
  });
}

function save(form) {
  if (form.dataset.dirty || form.querySelector(".alert")) htmx.trigger(form, "submit");
  else cancel(form.closest(".rv-row"));
}

// Leaving a row saves what was typed; closing the page sends it on the way out.
document.addEventListener("pointerdown", (event) => {
  const open = editing();
  if (!open || open.contains(event.target) || event.target.closest("dialog, #rv-papers, .rv-note, #rv-undo")) return;
  const form = open.querySelector("form");
  if (open.id !== "t-new" && form.dataset.dirty && !form.dataset.sent) htmx.trigger(form, "submit");
});
window.addEventListener("pagehide", () => {
  const form = editing()?.querySelector("form");
  if (!form?.dataset.dirty || form.dataset.sent) return;
  fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" });
});

function add() {
  if (!editable || document.getElementById("t-new")) return;
  const row = selected() || rows().at(-1);
  const after = row ? row.dataset.key : "";
  wantedField = "text";
  htmx.ajax("GET", `${root.dataset.new}?after=${encodeURIComponent(after)}`, row
    ? { target: `#${row.id}`, swap: "afterend" } : { target: "#rv-list", swap: "beforeend" });
}

const words = (row) => row.querySelector(".rv-text").textContent;
const doings = {
  edit: () => editRow(selected()),
  split: () => selected() && openSplit(selected()),
  merge: () => {
    const all = rows();
    const next = all[all.indexOf(selected()) + 1];
    if (selected()) act({ act: "merge", key: selectedKey, was: words(selected()), with: next?.dataset.key ?? "" });
  },
  drop: () => selected() && act({ act: "drop", key: selectedKey, was: words(selected()) }),
  up: () => selected() && act({ act: "move", key: selectedKey, direction: "up" }),
  down: () => selected() && act({ act: "move", key: selectedKey, direction: "down" }),
  add,
};
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => doings[button.dataset.do]());
}

// -- splitting -----------------------------------------------------------------------------------------

const splitter = document.getElementById("rv-split");
const splitText = document.getElementById("rv-split-text");

function openSplit(row) {
  if (!editable || row.classList.contains("is-editing")) return;
  const text = words(row);
  const products = [...row.querySelectorAll(".rv-products li:not(.rv-note-line) > span:first-child")].map((each) => each.textContent);
  splitText.value = text;
  splitter.dataset.key = row.dataset.key;
  const box = splitter.querySelector("[data-split-products]");
  box.hidden = products.length === 0;
  const holder = box.querySelector("div");
  holder.textContent = "";
  products.forEach((product, at) => {
    const label = document.createElement("label");
    label.className = "form-check";
    const input = Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input", value: String(at), name: "product" });
    const name = Object.assign(document.createElement("span"), { className: "form-check-label", textContent: product });
    label.append(input, name);
    holder.append(label);
  });
  splitter.querySelector("[data-split-into]").hidden = products.length < 2;
  splitter.showModal();
  const middle = text.length / 2;
  const cuts = [...text.matchAll(/[;,.:]\s+/g)].map((found) => found.index + found[0].length);
  const spaces = [...text.matchAll(/\s+/g)].map((found) => found.index + found[0].length);
  const near = (places) => places.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const at = near(cuts) ?? near(spaces) ?? text.length;
  splitText.focus();
  splitText.setSelectionRange(at, at);
  showHalves();
}

function showHalves() {
  const at = splitText.selectionStart;
  splitter.querySelector('[data-half="0"]').textContent = splitText.value.slice(0, at).trim();
  splitter.querySelector('[data-half="1"]').textContent = splitText.value.slice(at).trim();
}

function split(extra) {
  const moved = [...splitter.querySelectorAll("[name=product]:checked")].map((each) => each.value);
  splitter.close();
  act({ act: "split", key: splitter.dataset.key, was: splitText.value, product: moved, ...extra });
}

if (splitter) {
  for (const kind of ["keyup", "click", "select"]) splitText.addEventListener(kind, showHalves);
  splitText.addEventListener("beforeinput", (event) => event.preventDefault());
  splitText.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      split({ at: splitText.selectionStart });
    }
  });
  splitter.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    split({ at: splitText.selectionStart });
  });
  splitter.querySelector("[data-split-into]").addEventListener("click", () => split({ into: "products" }));
}

// -- clicks --------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const { target } = event;
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
  const opener = target.closest("[data-dialog]");
  if (opener && plain) {
    event.preventDefault();
    openDialog(opener.getAttribute("href"));
    return;
  }
  const goto = target.closest(".rv-goto");
  if (goto) {
    event.preventDefault();
    goTo(goto.getAttribute("href").slice(1));
    return;
  }
  const fixer = target.closest("[data-edit]");
  if (fixer && plain) {
    event.preventDefault();
    goTo(fixer.dataset.edit);
    editRow(document.getElementById(fixer.dataset.edit), fixer.dataset.field);
    return;
  }
  const finding = target.closest(".rv-finding");
  if (finding && !target.closest("button, a, form")) {
    if (finding.dataset.row) goTo(finding.dataset.row);
    else if (finding.dataset.start) light(finding);
  }
  const fold = target.closest(".rv-fold");
  if (fold) {
    const id = fold.closest(".rv-section").id;
    if (!folded.delete(id)) folded.add(id);
    foldAgain();
  }
  const canceller = target.closest("[data-cancel]");
  if (canceller) cancel(canceller.closest(".rv-row"));
  const besides = target.closest("[data-confirm][data-list]");
  if (besides) {
    const { confirm: field, list, at, seen } = besides.dataset;
    act({ act: "confirm", list, at: at ?? "", seen: seen ?? "", field });
    return;
  }
  const fact = target.closest(".rv-fact");
  if (fact && !target.closest("a")) {
    document.querySelectorAll(".rv-fact.is-selected").forEach((old) => old.classList.remove("is-selected"));
    fact.classList.add("is-selected");
    light(fact);
  }
  const row = target.closest(".rv-row[data-key]");
  if (!row || row.classList.contains("is-editing") || !list().contains(row)) return;
  const chip = target.closest("[data-unit]");
  const confirmer = target.closest("[data-confirm]");
  if (confirmer) {
    select(row);
    act({ act: "confirm", key: row.dataset.key, field: confirmer.dataset.confirm });
  } else if (chip && editable && (row.classList.contains("is-selected") || !chip.matches(".rv-chip-found"))) {
    select(row);
    openDialog(`${root.dataset.units}?wording=${encodeURIComponent(chip.dataset.unit)}`);
  } else if (target.closest(".rv-code") && plain) {
    event.preventDefault();
    select(row);
  } else if (row.classList.contains("is-selected") && target.closest("[data-f]") && !String(window.getSelection())) {
    editRow(row, target.closest("[data-f]").dataset.f);
  } else select(row, { focus: !String(window.getSelection()) });
});

document.addEventListener("dblclick", (event) => {
  const row = event.target.closest(".rv-row[data-key]:not(.is-editing)");
  if (row) editRow(row, event.target.closest("[data-f]")?.dataset.f);
});

function goTo(id) {
  const row = document.getElementById(id);
  if (!row) return;
  showPane("rv-draft");
  showPart("rv-tasks");
  if (row.classList.contains("is-folded")) {
    folded.clear();
    foldAgain();
  }
  select(row);
}

function openDialog(address) {
  htmx.ajax("GET", address, { target: "#rv-dialog-body", swap: "innerHTML" }).then(() => {
    if (!dialog.open) dialog.showModal();
    const first = dialogBody.querySelector("[autofocus]")
      ?? dialogBody.querySelector("input:not([type=hidden]), textarea, select, button");
    first?.focus();
  });
}
dialog.addEventListener("close", () => {
  dialogBody.textContent = "";
  if (selected()) focusRow(selected());
});

// Names of the directory are added to a list of units by choosing them.
document.addEventListener("change", (event) => {
  const picker = event.target.closest(".rv-add-unit");
  if (!picker || !picker.value.trim()) return;
  const into = document.getElementById(picker.dataset.into);
  into.value = [into.value.trim(), picker.value.trim()].filter(Boolean).join("\n");
  picker.value = "";
  into.dispatchEvent(new Event("input", { bubbles: true }));
});

// -- keys ----------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const { target } = event;
  const open = target.closest(".rv-row.is-editing, #rv-dialog");
  if (open) {
    if (event.key === "Escape" && open.matches(".rv-row")) {
      event.preventDefault();
      cancel(open);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const form = target.closest("form");
      if (form) open.matches(".rv-row") ? save(form) : form.requestSubmit();
    } else if (event.key === "Enter" && target.matches("input.rv-add-unit")) {
      event.preventDefault();
      target.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return;
  }
  if (document.querySelector("dialog[open]") || target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "Escape" && editing()) cancel(editing());
  const onControl = target.closest("button, a, summary");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && key === "z") {
    event.preventDefault();
    document.querySelector("#rv-undo button:not(:disabled)")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const handler = event.altKey
    ? { ArrowUp: doings.up, ArrowDown: doings.down }[key]
    : {
        ArrowUp: () => step(-1),
        ArrowDown: () => step(1),
        Home: () => step(-Infinity),
        End: () => step(Infinity),
        Enter: onControl ? null : doings.edit,
        s: doings.split,
        m: doings.merge,
        a: doings.add,
        n: nextWorry,
        z: () => document.querySelector("#rv-undo button:not(:disabled)")?.click(),
        Delete: doings.drop,
        "?": () => document.getElementById("rv-help").showModal(),
      }[key];
  if (!handler || (shownPart !== "rv-tasks" && !["z", "?"].includes(key))) return;
  if (["ArrowUp", "ArrowDown", "Home", "End"].includes(key) && target.closest("#rv-papers, #rv-findings")) return;
  event.preventDefault();
  if (["s", "m", "a", "z", "Enter", "Delete"].includes(key) && !editable) return;
  handler();
});

showPart("rv-tasks");
tidy();
if (location.hash.startsWith("#t-")) goTo(location.hash.slice(1));
