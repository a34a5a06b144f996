// The form as a whole: the tree that it holds, what the rules say of it, and where they say it.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});
  const touched = new Set();
  let isReviewed = false;
  let root = null;

  ui.element = () => ui.$("form");
  ui.begin = () => {
    root = ui.form = ui.partOf(ui.element());
    return root;
  };
  ui.tree = () => root.get() || {};
  ui.review = () => { isReviewed = true; };
  ui.fieldOptions = () => [...root.fields].map(([id, field]) => {
    const label = field.el.querySelector("label, legend, .name");
    return { id, name: label.firstChild.textContent.trim(), known: ui.fold(label.textContent) };
  });

  // In a path, numbers are places in a list.
  ui.steps = (path) => path.map((step) => (/^\d+$/.test(step) ? +step : step));
  const labelOf = (ui.labelOf = (el) => {
    const label = el.querySelector(":scope > label, :scope > legend, :scope > .name, :scope > label > span");
    return label ? label.firstChild.textContent.trim() : "";
  });
  // «Participantes 2 › Ciudad»: every question on the way from the form.
  ui.trail = (el) => {
    const names = [];
    for (let at = el; at && at !== ui.element(); at = at.parentElement) {
      const nr = at.matches(".item") ? at.querySelector(":scope > legend .nr") : null;
      if (nr) names.unshift(nr.textContent);
      else if (at.matches("[data-f]") && !at.matches(".new")) names.unshift(labelOf(at));
      else if (at.matches(".tongues [data-l]")) names.unshift(labelOf(at));
    }
    return names.filter(Boolean).join(" › ");
  };

  // ---- Messages: what the form tells by itself goes away with the next change, findings with their cause.

  const told = new Map();
  ui.tell = (el, text) => {
    told.set(el, text);
    ui.calmly(() => show(el));
    ui.announce(text);
  };

  const findings = new Map();
  function show(el) {
    let box = el.querySelector(":scope > .msgs");
    const list = [...(findings.get(el) || []), ...(told.has(el) ? [{ text: told.get(el), tone: "info" }] : [])];
    if (!box && !list.length) return;
    if (!box) {
      box = ui.make("ul", { class: "msgs", id: `m${document.querySelectorAll(".msgs").length}` });
      const legend = el.querySelector(":scope > legend");
      if (el.matches("fieldset, .item, .many") && legend) legend.after(box);
      else el.append(box);
    }
    const before = box.textContent;
    box.replaceChildren(...list.map(({ text, tone }) => ui.make("li", { class: tone }, text)));
    box.hidden = !list.length;
    const isWrong = list.some(({ tone }) => tone === "error");
    el.classList.toggle("wrong", isWrong);
    for (const control of el.matches("fieldset, .many") ? [el] : el.querySelectorAll("input, textarea, select")) {
      const ids = (control.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== box.id);
      if (list.length) ids.push(box.id);
      if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
      else control.removeAttribute("aria-describedby");
      if (control !== el) control.setAttribute("aria-invalid", String(isWrong));
    }
    return before !== box.textContent ? box.textContent : "";
  }

  // ---- What the rules say.

  function place(finding) {
    if (finding.collection === "sources") {
      const cite = root.fields.get("sources").items().find((item) => item.newId && item.newId() === finding.id);
      if (cite) return cite.source.at(finding.path);
    }
    return finding.path.length ? root.at(finding.path) : root.el;
  }
  const MISSING = "E102";
  const UNTRANSLATED = "W101";
  const only = () => ui.element().dataset.tongue || "";

  // The sentence of `utpe check`, with the names that the page has for fields and values; where the page itself knows
  // what the reader did, it says that.
  const begun = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  function inWords(finding, el) {
    const field = el.closest("[data-f]");
    if (!field) return utpe.sentence(finding);
    if (finding.code === MISSING) return ui.t("missing");
    const reads = field.dataset.w === "date" && field.querySelector(".reads.error");
    if (reads) return reads.textContent;
    const box = field.dataset.w === "pick" && field.querySelector("input");
    if (box && finding.values.value === box.value.trim()) {
      const close = finding.close.map((id) => ui.nameOf(field.dataset.c, id));
      return [ui.t("typed", { value: box.value.trim() }), close.length ? ui.t("typed_close", { names: close.join(" · ") }) : ""].join(" ");
    }
    const values = { ...finding.values };
    if (values.field) values.field = ui.labelOf(field) || values.field;
    return utpe.sentence({ ...finding, values });
  }
  ui.findings = () => utpe.check(ui.words().collection, ui.tree(), ui.context()).map((finding) => {
    const el = place(finding);
    return { ...finding, el, text: begun(inWords(finding, el)), isError: finding.severity === "error" };
  });
  const isTold = ({ el, code }) => isReviewed || (code !== MISSING && [...touched].some((x) => el === x || x.contains(el)));

  ui.check = () => {
    const all = ui.findings();
    const shown = new Map();
    for (const finding of all) {
      if (!isTold(finding) || finding.el === root.el || (finding.code === UNTRANSLATED && only())) continue;
      // The date has said so already.
      if (finding.text === (finding.el.querySelector(":scope > .reads.error") || {}).textContent) continue;
      const tone = finding.isError ? "error" : finding.code === UNTRANSLATED ? "info" : "warning";
      shown.set(finding.el, [...(shown.get(finding.el) || []), { text: finding.text, tone }]);
    }
    let news = "";
    const places = new Set([...findings.keys(), ...shown.keys()]);
    for (const el of places) {
      if (shown.has(el)) findings.set(el, shown.get(el));
      else findings.delete(el);
      if (document.contains(el)) news = show(el) || news;
    }
    if (news) ui.announce(news);
    return all;
  };

  // ---- Events.

  let waiting = 0;
  ui.changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ui.calmly(() => { ui.keep(); ui.check(); ui.outdated(); }), 300);
  };
  ui.listen = () => {
    const form = ui.element();
    form.addEventListener("input", (event) => {
      if (event.target.tagName === "TEXTAREA") ui.grow(event.target);
      const field = event.target.closest("[data-f]");
      if (field && told.delete(field)) show(field);
      ui.changed();
    });
    form.addEventListener("change", ui.changed);
    form.addEventListener("focusout", (event) => {
      // Of a text, each language is left by itself.
      for (const kind of ["[data-l]", "[data-f]"]) {
        const field = event.target.closest(kind);
        if (field && !field.contains(event.relatedTarget)) touched.add(field);
      }
      ui.changed();
    });
    // What was pasted is shown as it is kept, and the reader is told.
    form.addEventListener("focusout", (event) => {
      const input = event.target;
      if (!input.matches("textarea, input:not([type=radio]):not([type=checkbox]):not([type=time])")) return;
      const { text, hidden, spaces } = ui.clean(input.value, input.dataset.lines === "");
      if (text === input.value) return;
      input.value = text;
      ui.grow(input);
      const said = [hidden && ui.plural("cleaned", hidden), spaces && ui.t("spaces")].filter(Boolean).join(" ");
      if (said) ui.tell(input.closest("[data-f]") || input.parentElement, said);
    });
  };

  // A place of the form is opened, whatever it is folded into, and gets the focus.
  ui.goTo = (el) => {
    for (let at = el; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const control = el.matches("input, textarea, select") ? el : [...el.querySelectorAll("input, textarea, select, button")].find((x) => x.offsetParent && !x.closest(".msgs"));
    (control || el).focus({ preventScroll: true });
    el.scrollIntoView({ block: "center" });
  };
})();
