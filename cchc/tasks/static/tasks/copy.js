// Copies a text to the clipboard and says so on the button.
for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.querySelector("span");
  const first = label.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      source.select();
      document.execCommand("copy");
    }
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = first; }, 2500);
  });
}
