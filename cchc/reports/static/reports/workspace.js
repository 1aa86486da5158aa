// Copies a unit's words into the section's text; copies a figure to the clipboard. Both work by hand without it.
for (const button of document.querySelectorAll("[data-append]")) {
  button.addEventListener("click", () => {
    const field = document.querySelector("#section-form textarea[name=text]");
    const words = button.dataset.append.split(/\s+/).join(" ");
    field.value = field.value.trimEnd() ? `${field.value.trimEnd()}\n${words}` : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("is-copied");
    } catch {
      const range = document.createRange();
      range.selectNodeContents(button.closest("tr").querySelector("[data-value]"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
  });
}
