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
