// Dropping files and putting them in order: the first is the body, the others are annexes or, behind a picture,
// pictures of its further pages.
// Without this module the form's two plain inputs do the same.

const form = document.querySelector("[data-upload]");
const drop = form?.querySelector("[data-drop]");
const list = form?.querySelector("[data-files]");
const bodyInput = form?.querySelector("[name=body]");
const annexInput = form?.querySelector("[name=annexes]");
let files = [];

function fill(input, chosen) {
  const held = new DataTransfer();
  for (const file of chosen) held.items.add(file);
  input.files = held.files;
}

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function move(from, to) {
  if (to < 0 || to >= files.length) return;
  files.splice(to, 0, files.splice(from, 1)[0]);
  show();
}

// A picture behind a picture is the next page of the same document.
const isPicture = (file) => /\.(png|jpe?g|tiff?)$/i.test(file.name);

function roleOf(place) {
  if (place === 0 && bodyInput) return list.dataset.bodyLabel;
  const goesOn = place > 0 && isPicture(files[place]) && isPicture(files[place - 1]);
  return goesOn ? list.dataset.pageLabel : list.dataset.annexLabel;
}

function show() {
  list.replaceChildren(...files.map((file, place) => {
    const line = document.createElement("li");
    const role = document.createElement("span");
    role.className = "plans-file-role";
    role.textContent = roleOf(place);
    const name = document.createElement("span");
    name.className = "plans-file-name";
    name.textContent = file.name;
    line.append(
      role, name,
      button("↑", `${list.dataset.upLabel}: ${file.name}`, () => move(place, place - 1)),
      button("↓", `${list.dataset.downLabel}: ${file.name}`, () => move(place, place + 1)),
      button("×", `${list.dataset.removeLabel}: ${file.name}`, () => { files.splice(place, 1); show(); }),
    );
    return line;
  }));
  list.hidden = files.length === 0;
  if (bodyInput) fill(bodyInput, files.slice(0, 1));
  fill(annexInput, bodyInput ? files.slice(1) : files);
}

if (form && drop && annexInput && typeof DataTransfer === "function") {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.multiple = true;
  chooser.accept = annexInput.accept;
  drop.hidden = false;
  form.querySelector("[data-plain-files]").hidden = true;
  if (bodyInput) bodyInput.required = false;
  annexInput.required = false;
  drop.querySelector("[data-choose]").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => { files.push(...chooser.files); chooser.value = ""; show(); });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop.addEventListener(kind, () => drop.classList.remove("is-over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    files.push(...event.dataTransfer.files);
    show();
  });
}
