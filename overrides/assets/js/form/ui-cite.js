// A citation: a source of the register, or one that it has not yet, described where it is cited.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});
  const described = new Set();
  // The list has addresses as their revisions only.
  const known = (url) => {
    const address = utpe.textRevision(url);
    return url && ui.listed("sources").find((o) => o.address === address);
  };
  const titleOf = (source) => (source && typeof source.title === "object" ? Object.values(source.title)[0] : (source && source.title) || "");

  // Sources described in this form, for every other picker of sources.
  ui.newSources = () => [...described].filter((cite) => document.contains(cite.root) && cite.title()).map((cite) => {
    const name = cite.title();
    return { id: cite.id(), name, more: ui.t("new_source"), known: ui.fold(name) };
  });

  ui.today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  };

  ui.citation = (root) => {
    const part = ui.partOf(root);
    const source = part.fields.get("source");
    if (!source) return part;
    const pick = part.fields.get("id");
    const url = source.fields.get("url");
    const button = root.querySelector("[data-do=describe]");
    const words = [button.textContent, button.dataset.back];
    let isNew = false;
    let id = "";

    function propose() {
      const given = source.get() || {};
      const host = /^https?:\/\/(?:www\.)?([^/.]+)/.exec(given.url || "");
      const base = [host ? host[1] : ui.slug(given.publisher || "", 3), ui.slug(titleOf(given), 6)].filter(Boolean).map((x) => ui.slug(x)).join("-").slice(0, 70).replace(/-+$/, "");
      const plain = base || "fuente-nueva";
      const all = [...described].filter((other) => document.contains(other.root));
      const others = all.slice(0, all.indexOf(self)).filter((other) => other.title()).map((other) => other.id());
      const taken = (name) => others.includes(name) || ui.listed("sources").some((o) => o.id === name);
      let name = plain;
      for (let n = 2; taken(name); n += 1) name = `${plain}-${n}`;
      return name;
    }

    const self = { root, id: () => id || propose(), title: () => (isNew ? titleOf(source.get()) : "") };
    described.add(self);
    const show = () => {
      source.el.hidden = !isNew;
      pick.el.hidden = isNew;
      button.textContent = words[isNew ? 1 : 0];
      button.setAttribute("aria-expanded", String(isNew));
    };
    const describe = (address = "") => {
      isNew = true;
      if (!source.get()) source.set({ url: address || undefined, accessed: ui.today() });
      else if (address) url.set(address);
      show();
    };
    const choose = (option) => {
      isNew = false;
      pick.set(option.id);
      show();
      ui.tell(pick.el, ui.t("source_known", { name: option.name }));
    };
    button.addEventListener("click", () => {
      if (isNew) isNew = false;
      else describe(/^https?:/.test(pick.typed()) ? pick.typed() : "");
      if (isNew) pick.set();
      show();
      (isNew ? source.el : pick.el).querySelector("input").focus();
      root.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // An address of a page that the register has not is a new source.
    pick.el.querySelector("input").addEventListener("blur", () => {
      const address = pick.typed();
      if (!/^https?:\/\/\S+$/.test(address)) return;
      ui.calmly(() => {
        if (known(address)) {
          choose(known(address));
          return;
        }
        describe(address);
        pick.set();
        source.el.querySelector("textarea, input:not([type=url])").focus();
      });
    });
    url.el.querySelector("input").addEventListener("change", (event) => {
      const there = known(event.target.value.trim());
      if (there) ui.calmly(() => choose(there));
    });
    // Once it was left it keeps its name: others may cite it.
    source.el.addEventListener("focusout", (event) => {
      if (!id && titleOf(source.get()) && !source.el.contains(event.relatedTarget)) id = propose();
    });
    show();
    return {
      ...part,
      get: () => {
        const found = part.get() || {};
        delete found.source;
        if (isNew && source.get()) {
          delete found.id;
          return { id: self.id(), source: source.get(), ...found };
        }
        return Object.keys(found).length ? found : undefined;
      },
      set: (value) => {
        part.set(value);
        isNew = !!(value && value.source);
        id = isNew ? value.id || "" : "";
        if (isNew) pick.set();
        show();
      },
      at: (path) => {
        const [name, ...rest] = path;
        return name === "id" && isNew ? source.el : name === "source" ? source.at(rest) : part.at(path);
      },
      newId: () => (isNew ? self.id() : ""),
      source,
    };
  };
})();
