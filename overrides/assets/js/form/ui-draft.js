// What is written stays in this browser, for each collection and record; nothing is sent.
(() => {
  const ui = (window.utpe.ui = window.utpe.ui || {});
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch (error) { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); return true; } catch (error) { return false; } },
    drop(key) { try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ } },
  };
  const TONGUE = "utpe-form:tongue";
  let key = "";
  let before = "";
  let isOff = false;

  ui.bar = (...content) => {
    const bar = ui.$("draft");
    bar.replaceChildren(...content);
    bar.hidden = !content.length;
  };
  ui.button = (text, act) => {
    const button = ui.make("button", { type: "button", class: "link" }, text);
    button.addEventListener("click", act);
    return button;
  };

  ui.openDraft = (id) => {
    key = `utpe-form:${ui.words().collection}:${id}`;
    before = JSON.stringify(ui.tree());
    const told = store.get(key);
    try {
      const draft = told && JSON.parse(told);
      return draft && draft.tree && typeof draft.tree === "object" && !Array.isArray(draft.tree) ? draft : null;
    } catch (error) {
      return null;
    }
  };

  ui.keep = () => {
    const tree = ui.tree();
    if (isOff || JSON.stringify(tree) === before) return;
    before = JSON.stringify(tree);
    const draft = { tree, base: ui.base ? ui.base.revision : "", version: ui.version(), when: Date.now() };
    if (store.set(key, JSON.stringify(draft))) saved();
    else {
      isOff = true;
      ui.bar(ui.t("not_saved"));
      ui.$("draft").classList.add("gap");
    }
  };

  const saved = () => ui.bar(`${ui.t("saved")} · `, ui.button(ui.t("drop"), ask));
  function ask() {
    ui.bar(`${ui.t("drop_sure")} `, ui.button(ui.t("drop"), () => {
      store.drop(key);
      ui.form.set(ui.base ? ui.base.tree : {});
      before = JSON.stringify(ui.tree());
      ui.check();
      ui.bar(ui.t("dropped"));
    }), " · ", ui.button(ui.t("keep"), saved));
    ui.$("draft").querySelector("button").focus();
  }

  // Says what became of a draft: from when it is, and whether what it was made for has changed.
  ui.restore = (draft) => {
    ui.form.set(draft.tree);
    before = JSON.stringify(ui.tree());
    const when = new Date(draft.when).toLocaleString(ui.words().tag, { dateStyle: "long", timeStyle: "short" });
    const lines = [ui.t("restored", { when })];
    if (ui.base && draft.base !== ui.base.revision) lines.push(ui.t("changed_since"));
    if (draft.version !== ui.version()) lines.push(ui.t("spec_changed"));
    const lost = ui.form.unknown().filter((name) => !ui.base || !(name in ui.base.tree));
    if (lost.length) lines.push(ui.t("kept_unknown", { fields: lost.join(", ") }));
    ui.bar(...lines.flatMap((line) => [line, " "]), ui.button(ui.t("drop"), ask));
  };

  // In which languages one writes: the other side of each text is out of the way, unless it says something.
  ui.tongues = () => {
    const form = ui.element();
    const choices = [...form.querySelectorAll("[name=tongue]")];
    const apply = (value) => {
      form.dataset.tongue = value;
      for (const side of form.querySelectorAll(".tongues [data-l]")) {
        const isOut = value && side.dataset.l !== value && !side.querySelector("textarea").value && !("open" in side.dataset);
        side.hidden = !!isOut;
        let more = side.nextElementSibling && side.nextElementSibling.matches(".link") ? side.nextElementSibling : null;
        if (isOut && !more) {
          more = ui.button(ui.t("other_language", { language: ui.words().names[side.dataset.l] }), () => {
            side.dataset.open = "";
            apply(form.dataset.tongue);
            side.querySelector("textarea").focus();
          });
          side.after(more);
        }
        if (more) more.hidden = !isOut;
      }
    };
    form.addEventListener("change", (event) => {
      if (event.target.name !== "tongue") return;
      store.set(TONGUE, event.target.value);
      apply(event.target.value);
      ui.check();
    });
    // Parts that are added later follow.
    form.addEventListener("click", (event) => { if (event.target.closest("[data-do=add]")) apply(form.dataset.tongue || ""); });
    const kept = choices.find((choice) => choice.value === (store.get(TONGUE) || ""));
    if (kept) kept.checked = true;
    apply(kept ? kept.value : "");
    ui.applyTongue = () => apply(form.dataset.tongue || "");
  };
})();
