// Pickers: a box that lists what fits as one types (ARIA APG: combobox with list autocomplete, manual selection).
(() => {
  const ui = (window.utpe.ui = window.utpe.ui || {});
  const MOST = 20;
  let shown = null;

  // What a picker can choose from: {id, name, more, known} each; `known` is what the search looks at.
  const made = {};
  ui.options = (collection) => {
    if (collection === "fields") return ui.fieldOptions();
    if (!made[collection]) {
      made[collection] = ui.listed(collection).map((o) => ({ ...o, known: ui.fold([o.name, o.more, o.id, ...(o.also || [])].join(" ")) }));
    }
    return collection === "sources" ? [...ui.newSources(), ...made.sources] : made[collection];
  };
  ui.nameOf = (collection, id) => (ui.options(collection).find((o) => o.id === id) || { name: id }).name;

  function found(collection, typed, taken) {
    const asked = ui.fold(typed).trim();
    const words = asked.split(/\s+/);
    const rank = (o) => (o.known.startsWith(asked) ? 0 : o.known.includes(` ${words[0]}`) ? 1 : 2);
    const all = ui.options(collection).filter((o) => !taken.includes(o.id) && words.every((word) => o.known.includes(word)));
    return asked ? all.map((o, n) => [rank(o), n, o]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((x) => x[2]) : all;
  }

  // `input` becomes a picker; `chosen(option)` is told, `taken()` says what is chosen already.
  ui.picker = (input, collection, taken, chosen) => {
    const id = input.id;
    const list = ui.make("ul", { role: "listbox", id: `${id}-l`, class: "list", hidden: true, "aria-label": input.labels[0] ? input.labels[0].textContent : "" });
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocapitalize: "none", spellcheck: "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.after(list);
    let at = -1;
    let offered = [];

    const close = () => {
      list.hidden = true;
      at = -1;
      shown = null;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (n) => {
      at = n;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === n));
      const item = list.children[n];
      if (!item) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    };
    const open = () => {
      const all = found(collection, input.value, taken());
      offered = all.slice(0, MOST);
      list.replaceChildren(...offered.map((o, n) => {
        const item = ui.make("li", { role: "option", id: `${id}-l${n}`, "aria-selected": "false" }, o.name);
        if (o.lang) item.lang = o.lang;
        if (o.more) item.append(ui.make("small", {}, o.more));
        return item;
      }));
      list.hidden = !offered.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      at = -1;
      shown = list.hidden ? null : close;
      if (input.value.trim()) ui.announce(!all.length ? ui.t("results.none") : all.length > MOST ? ui.t("results.more", { n: all.length }) : ui.plural("results", all.length));
    };
    const choose = (option) => {
      close();
      chosen(option);
    };

    input.addEventListener("input", open);
    input.addEventListener("click", () => list.hidden && open());
    input.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) open();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (offered.length && !event.altKey) mark(at < 0 ? (step > 0 ? 0 : offered.length - 1) : (at + step + offered.length) % offered.length);
        else if (event.altKey && step < 0) close();
      } else if (event.key === "Enter" && isOpen) {
        event.preventDefault();
        if (at >= 0 || offered.length === 1) choose(offered[Math.max(at, 0)]);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      }
    });
    // Before the box loses the focus, which would close the list under the finger.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) choose(offered[[...list.children].indexOf(item)]);
    });
    // Whoever writes a whole name, an id or the address of a source need not choose it too.
    input.addEventListener("blur", () => {
      close();
      const typed = ui.fold(input.value).trim();
      const same = typed ? ui.options(collection).filter((o) => [o.name, o.id].some((x) => ui.fold(x) === typed)) : [];
      if (same.length === 1 && !taken().includes(same[0].id)) chosen(same[0]);
    });
  };
  addEventListener("pointerdown", (event) => {
    if (shown && !event.target.closest(".list, [role=combobox]")) shown();
  });
})();
