// Behaviour of every page. Pages work without it; rooms add their own modules.

for (const button of document.querySelectorAll("[data-toggle-menu]")) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(menu.classList.toggle("is-open")));
  });
}

// A dialog opens from any button that names it, and closes by its own buttons or Escape.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  const closer = event.target.closest("[data-close-dialog]");
  if (closer) closer.closest("dialog")?.close();
});

// A day is typed as dd/mm/yyyy whatever language the browser speaks; one button fills in today, one offers the browser's calendar.
function offerCalendar(input) {
  const template = document.getElementById("app-calendar");
  if (!template || input.closest(".app-day")) return;
  const [button, today] = template.content.cloneNode(true).children;
  const calendar = document.createElement("input");
  Object.assign(calendar, { type: "date", tabIndex: -1, className: "app-day-picker" });
  calendar.setAttribute("aria-hidden", "true");
  const place = document.createElement("div");
  place.className = "app-day";
  const isTyping = document.activeElement === input; // on a poor line, before this file came
  const { selectionStart, selectionEnd } = input;
  input.replaceWith(place);
  place.append(input, calendar, today, ...(calendar.showPicker ? [button] : []));
  if (isTyping) {
    input.focus();
    input.setSelectionRange(selectionStart, selectionEnd);
  }
  const take = (day) => {
    input.value = day;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  };
  button.addEventListener("click", () => {
    const typed = input.value.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
    calendar.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    if (calendar.value) take(calendar.value.split("-").reverse().join("/"));
  });
  today.addEventListener("click", () => take(template.dataset.today));
}
for (const input of document.querySelectorAll("input[data-day]")) offerCalendar(input);
document.addEventListener("htmx:load", ({ detail }) => {
  for (const input of detail.elt.querySelectorAll("input[data-day]")) offerCalendar(input);
});

// Refusals (409, 422) carry a sentence for the person: show it where the answer would have stood.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if (status === 409 || status === 422) event.detail.shouldSwap = true;
});

document.addEventListener("htmx:sendError", () => {
  const place = document.getElementById("messages");
  if (!place) return;
  place.innerHTML = "";
  const note = document.createElement("div");
  note.className = "alert alert-danger";
  note.setAttribute("role", "alert");
  note.textContent = "Mất kết nối tới máy chủ. Nội dung chưa được gửi; hãy kiểm tra mạng rồi thử lại.";
  place.append(note);
});
