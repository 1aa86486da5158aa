// Copies a text to the clipboard and says so on the button; also on buttons that a swapped list brings.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("span");
  const first = label.textContent;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    source.select();
    document.execCommand("copy");
  }
  if (first === button.dataset.done) return;
  label.textContent = button.dataset.done;
  setTimeout(() => { label.textContent = first; }, 2500);
});
