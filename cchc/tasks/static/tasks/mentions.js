// Offers the names of people behind an @ in a textarea with data-mentions; arrows choose, Enter or Tab takes, Escape closes.
// The discussion comes by htmx, so everything listens on the document.

const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
let list = null;

function typed(area) {
  const before = area.value.slice(0, area.selectionStart);
  const at = before.lastIndexOf("@");
  const word = at < 0 ? null : before.slice(at + 1);
  return word === null || word.length > 40 || word.includes("\n") ? null : { at, word };
}

function close() {
  if (!list) return;
  list.area.removeAttribute("aria-activedescendant");
  list.area.setAttribute("aria-expanded", "false");
  list.box.remove();
  list = null;
}

function choose(name) {
  const { area, at } = list;
  const after = area.value.slice(area.selectionStart);
  area.value = `${area.value.slice(0, at)}@${name} ${after}`;
  const end = at + name.length + 2;
  close();
  area.focus();
  area.setSelectionRange(end, end);
}

function mark(step) {
  const options = [...list.box.children];
  list.on = (list.on + step + options.length) % options.length;
  options.forEach((each, place) => each.setAttribute("aria-selected", String(place === list.on)));
  list.area.setAttribute("aria-activedescendant", options[list.on].id);
}

function offer(area) {
  close();
  const asked = typed(area);
  const source = document.getElementById(area.dataset.mentions);
  if (!asked || !source) return;
  const names = [...source.options].map((each) => each.value)
    .filter((name) => fold(` ${name}`).includes(` ${fold(asked.word)}`) && name !== asked.word.trim()).slice(0, 6);
  if (!names.length) return;
  const box = document.createElement("ul");
  Object.assign(box, { id: "mention-list", className: "task-mentions" });
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", area.dataset.mentionsLabel || "Chọn người");
  names.forEach((name, place) => {
    const option = document.createElement("li");
    Object.assign(option, { id: `mention-${place}`, textContent: name });
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(name); });
    box.append(option);
  });
  area.after(box);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": box.id, "aria-expanded": "true", "aria-autocomplete": "list" })) {
    area.setAttribute(name, value);
  }
  list = { area, at: asked.at, box, on: -1 };
  mark(1);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-mentions]")) offer(target);
});
document.addEventListener("focusout", ({ target }) => { if (list?.area === target) close(); });
document.addEventListener("keydown", (event) => {
  if (!list || event.target !== list.area) return;
  const acts = {
    ArrowDown: () => mark(1), ArrowUp: () => mark(-1), Escape: close,
    Enter: () => choose(list.box.children[list.on].textContent), Tab: () => choose(list.box.children[list.on].textContent),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});
