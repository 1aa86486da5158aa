// The overview: choosing shows at once, the message about late work goes to the clipboard.

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.querySelector("button[type=submit]")?.classList.add("visually-hidden");
  form.addEventListener("change", () => form.requestSubmit());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      source.select();
      document.execCommand("copy");
    }
    status.textContent = status.dataset.copied;
  });
}
