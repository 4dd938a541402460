"use strict";
// The page works without this. With it: a warning before typed text is left behind, counts that follow, focus on faults, printing.
(() => {
  const guarded = document.querySelectorAll("form[data-guard]");
  const dirty = new Set();
  // Fields beside a form belong to it by their form attribute: the form is not above them, and what saves the form leaves them out.
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.guard) {
      dirty.add(form.contains(event.target) ? form : event.target);
    }
  });
  for (const form of guarded) {
    // A page that only carries what was typed: leaving it would lose that.
    if (form.dataset.unsaved) {
      dirty.add(form);
    }
  }
  let submitting = null;
  document.addEventListener("submit", (event) => { submitting = event.target; });
  window.addEventListener("beforeunload", (event) => {
    const left = [...dirty].some((typed) => (typed instanceof HTMLFormElement ? typed : typed.form) !== submitting);
    submitting = null;
    if (left) {
      event.preventDefault();
    }
  });

  const isAnswered = (card) =>
    [...card.querySelectorAll("input[type=radio]:checked")].some((radio) => radio.value !== "") ||
    [...card.querySelectorAll("input[type=checkbox]:checked")].length > 0 ||
    [...card.querySelectorAll("textarea:not([data-remark])")].some((area) => area.value.trim() !== "");
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

  // Saving as one types: only fields that were touched, one request at a time.
  const bar = document.getElementById("draft-bar");
  const reply = document.getElementById("reply");
  if (bar && reply && window.fetch) {
    const state = document.getElementById("draft-state");
    const notes = document.getElementById("draft-notes");
    const hidden = (name) => reply.elements.namedItem(name).value;
    const seen = new Map(hidden("gesehen").split(" ").filter(Boolean).map((pair) => pair.split("=")));
    const touched = new Set();
    let timer = null;
    let running = null;
    const fieldsOf = (name) => [...reply.elements].filter((element) => element.name === name);
    const valueOf = (name) => {
      const [first] = fieldsOf(name);
      if (first.type === "radio") {
        return (fieldsOf(name).find((radio) => radio.checked) || { value: "" }).value;
      }
      // Several ticks under one name are one field.
      return first.type === "checkbox" ? fieldsOf(name).filter((box) => box.checked).map((box) => box.value).join(" ") : first.value;
    };
    const show = (name, text) => {
      for (const element of fieldsOf(name)) {
        if (element.type === "radio" || element.type === "checkbox") {
          element.checked = text === element.value || (element.type === "checkbox" && text.split(" ").includes(element.value));
        } else {
          element.value = text;
        }
        for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
          fold.open = true;
        }
      }
    };
    const tell = (name, note) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${name}`;
      link.textContent = note;
      item.append(link);
      notes.querySelector("ul").prepend(item);
      notes.hidden = false;
    };
    const keep = (name, text, note) => {
      const [field] = fieldsOf(name);
      const place = field.closest("fieldset, .field");
      const box = document.createElement("div");
      box.className = "kept";
      for (const [className, words] of [["muted", note], ["typed boxed", text]]) {
        const line = document.createElement("p");
        line.className = className;
        line.dir = "auto";
        line.textContent = words;
        box.append(line);
      }
      place.after(box);
    };
    const later = (delay) => {
      clearTimeout(timer);
      timer = setTimeout(save, delay);
    };
    async function save() {
      if (running || touched.size === 0) {
        return;
      }
      const names = [...touched];
      const sent = Object.fromEntries(names.map((name) => [name, valueOf(name)]));
      touched.clear();
      running = new AbortController();
      try {
        const answer = await fetch(bar.dataset.draft, {
          method: "POST",
          headers: { "content-type": "application/json" },
          signal: running.signal,
          body: JSON.stringify({
            formToken: hidden("formToken"), session: hidden("seite"), name: hidden("wer"), language: hidden("sprache"), seen: hidden("gesehen"), fields: sent,
          }),
        });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        const result = await answer.json();
        for (const [name, mark] of Object.entries(result.marks)) {
          seen.set(name, mark);
        }
        for (const change of result.changes) {
          if (!touched.has(change.field) && fieldsOf(change.field).length > 0) {
            show(change.field, change.text);
            seen.set(change.field, change.mark);
            tell(change.field, change.note);
          }
        }
        for (const conflict of result.conflicts) {
          tell(conflict.field, conflict.note);
          keep(conflict.field, conflict.text, conflict.note);
        }
        reply.elements.namedItem("gesehen").value = [...seen].filter(([, mark]) => mark).map((pair) => pair.join("=")).join(" ");
        state.textContent = result.saved;
        // A comment typed and not added is saved nowhere yet.
        if (touched.size === 0 && ![...reply.querySelectorAll("[data-remark]")].some((area) => area.value !== area.defaultValue)) {
          dirty.delete(reply);
        }
      } catch (error) {
        if (error.name !== "AbortError") {
          names.forEach((name) => touched.add(name));
          state.textContent = bar.dataset.failed;
          later(15000);
        }
      } finally {
        running = null;
      }
      if (touched.size > 0 && state.textContent !== bar.dataset.failed) {
        later(2000);
      }
    }
    reply.addEventListener("input", (event) => {
      const name = event.target.name;
      if (!name || name === "wer" || event.target.type === "file" || event.target.dataset.remark) {
        return;
      }
      touched.add(name);
      state.textContent = bar.dataset.unsaved;
      later(2000);
    });
    reply.addEventListener("submit", () => {
      clearTimeout(timer);
      touched.clear();
      if (running) {
        running.abort();
      }
    });

    // Files are sent as they are chosen; where that fails, the form's own button sends them.
    const files = document.querySelector("[data-files]");
    const button = files && files.querySelector("button[value=attach]");
    const told = files && files.querySelector(".field-fault");
    const progress = files && files.querySelector("[data-state]");
    const refuse = (words) => {
      const line = document.createElement("p");
      line.textContent = words;
      told.append(line);
    };
    async function upload(input) {
      const largest = Number(files.dataset.largest);
      const chosen = [...input.files];
      told.replaceChildren();
      for (const file of chosen.filter((one) => one.size > largest)) {
        refuse(files.dataset.tooLarge.replace("{0}", () => file.name));
      }
      const sent = new FormData();
      for (const name of ["formToken", "seite", "wer", "sprache"]) {
        sent.append(name, hidden(name));
      }
      const fine = chosen.filter((one) => one.size <= largest);
      fine.forEach((file) => sent.append(input.name, file));
      if (fine.length === 0) {
        input.value = "";
        return;
      }
      progress.textContent = files.dataset.busy;
      input.disabled = true;
      try {
        const answer = await fetch(files.dataset.files, { method: "POST", body: sent });
        if (answer.status === 429) {
          // Too much at once: how long to wait; then the same file can be chosen again.
          progress.textContent = (await answer.json()).state;
          input.value = "";
          return;
        }
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        const result = await answer.json();
        // Rendered by the server, every text encoded.
        files.querySelector("[data-list]").innerHTML = result.list;
        reply.elements.namedItem("dateien").value = result.mark;
        result.faults.forEach(refuse);
        progress.textContent = result.state;
        input.value = "";
        if (touched.size === 0) {
          dirty.delete(reply);
        }
      } catch {
        progress.textContent = files.dataset.failed;
        button.hidden = false;
      } finally {
        input.disabled = false;
      }
    }
    if (files) {
      button.hidden = true;
      for (const input of reply.querySelectorAll("input[type=file]")) {
        input.addEventListener("change", () => input.files.length > 0 && upload(input));
      }
    }
  }

  // The conference's workspace: folds on a phone, and says at once which councils see it otherwise than the stance just chosen.
  if (window.matchMedia("(max-width: 46rem)").matches) {
    for (const fold of document.querySelectorAll("details[data-fold-narrow]")) {
      fold.open = fold.querySelector("input:checked") !== null;
    }
  }
  document.addEventListener("input", (event) => {
    const card = event.target.closest(".bundle");
    if (!card || event.target.type !== "radio") {
      return;
    }
    for (const row of card.querySelectorAll("[data-stance]")) {
      const mark = row.querySelector(".differs");
      const own = row.dataset.stance;
      mark.hidden = event.target.value === "" || own === "" || own === "NoView" || own === event.target.value;
    }
  });

  // A proposed wording as a difference to the draft's, as one types; the server shows the same after a round trip.
  const words = (text) => text.match(/\s+|[\p{L}\p{M}\p{N}*]+|./gsu) || [];
  const compare = (before, after) => {
    const [left, right] = [words(before), words(after)];
    if (left.length * right.length > 4e6) {
      return null;
    }
    const width = right.length + 1;
    const common = new Uint16Array((left.length + 1) * width);
    for (let i = left.length - 1; i >= 0; i--) {
      for (let j = right.length - 1; j >= 0; j--) {
        common[i * width + j] = left[i] === right[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
      }
    }
    const pieces = [];
    const add = (mark, text) => {
      const last = pieces.at(-1);
      if (last && last.mark === mark) {
        last.text += text;
      } else {
        pieces.push({ mark, text });
      }
    };
    let [i, j, same] = [0, 0, 0];
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) {
        add("", left[i]);
        same += left[i].length;
        i++;
        j++;
      } else if (i < left.length && (j === right.length || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
        add("del", left[i++]);
      } else {
        add("ins", right[j++]);
      }
    }
    return same >= 0.4 * Math.max(before.length, after.length) ? pieces : null;
  };
  const preview = (area) => {
    const field = area.closest(".field");
    const draft = area.closest("article").querySelector(".para-text:not(.difference)");
    const old = field.parentElement.querySelector(".wording-preview");
    const wording = area.value.trimEnd();
    const pieces = draft && wording ? compare(draft.textContent, wording) : null;
    if (old) {
      old.remove();
    }
    if (!pieces) {
      return;
    }
    const box = document.createElement("div");
    box.className = "wording-preview";
    const label = document.createElement("p");
    label.className = "muted row-label";
    label.textContent = bar.dataset.preview;
    const line = document.createElement("p");
    line.className = "typed difference";
    line.lang = "de";
    line.dir = "ltr";
    for (const piece of pieces) {
      if (!piece.mark) {
        line.append(piece.text);
        continue;
      }
      const element = document.createElement(piece.mark);
      const said = document.createElement("span");
      said.className = "visually-hidden";
      said.textContent = ` [${piece.mark === "ins" ? bar.dataset.added : bar.dataset.removed}: `;
      const end = document.createElement("span");
      end.className = "visually-hidden";
      end.textContent = "] ";
      element.append(said, piece.text, end);
      line.append(element);
    }
    box.append(label, line);
    field.after(box);
  };
  let typing = null;
  document.addEventListener("input", (event) => {
    if (bar && event.target.matches("textarea[name^=w-]")) {
      clearTimeout(typing);
      typing = setTimeout(preview, 300, event.target);
    }
  });

  for (const fault of document.querySelectorAll("[data-focus]")) {
    fault.focus();
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
