"use strict";
// The page works without this. With it: a warning before typed text is left behind, counts that follow, focus on faults, printing.
(() => {
  const guarded = document.querySelectorAll("form[data-guard]");
  const dirty = new Set();
  for (const form of guarded) {
    form.addEventListener("input", () => dirty.add(form));
    // A page that only carries what was typed: leaving it would lose that.
    if (form.dataset.unsaved) {
      dirty.add(form);
    }
  }
  let submitting = null;
  document.addEventListener("submit", (event) => { submitting = event.target; });
  window.addEventListener("beforeunload", (event) => {
    const left = [...dirty].some((form) => form !== submitting);
    submitting = null;
    if (left) {
      event.preventDefault();
    }
  });

  const isAnswered = (card) =>
    [...card.querySelectorAll("input[type=radio]:checked")].some((radio) => radio.value !== "") ||
    [...card.querySelectorAll("input[type=checkbox]:checked")].length > 0 ||
    [...card.querySelectorAll("textarea")].some((area) => area.value.trim() !== "");
  const recount = (part) => {
    const shown = document.querySelector(`[data-count="${part.dataset.part}"]`);
    if (!shown) {
      return;
    }
    const done = [...part.querySelectorAll("article.para")].filter(isAnswered).length;
    shown.textContent = shown.textContent.replace(/\d+/, String(done));
  };
  document.addEventListener("input", (event) => {
    const part = event.target.closest("[data-part]");
    if (part) {
      recount(part);
    }
  });

  for (const fault of document.querySelectorAll("[data-focus]")) {
    fault.focus();
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
