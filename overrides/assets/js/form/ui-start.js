// The page becomes a form once its files are there: the models, the words, the lists, and the record to correct.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = ui.make("script", { src: address });
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  }

  // ---- An id made of the answers, until the reader writes another.

  function propose() {
    const field = ui.form.fields.get("id");
    const input = field.el.querySelector("input");
    const tree = ui.tree();
    const text = (name) => {
      const value = tree[name];
      if (!value) return "";
      if (Array.isArray(value)) return String(value[0]);
      return typeof value === "object" ? value[ui.words().language] || Object.values(value)[0] : value;
    };
    const parts = ui.words().idFrom.split(" ").map((names) => names.split("|").map(text).find(Boolean) || "");
    const made = parts.map((part, n) => (n && /^\d{4}/.test(part) ? part.slice(0, 4) : ui.slug(part)));
    // A year that the title says already is not said twice.
    const id = made.filter((part, n) => part && !(n && made[0].split("-").includes(part))).join("-").slice(0, 80).replace(/-+$/, "");
    if (id === input.value || input.dataset.own === "") return;
    input.value = id;
    ui.changed();
  }
  function taken() {
    const field = ui.form.fields.get("id");
    const { collection, sections } = ui.words();
    const id = field.get();
    const same = id && ui.listed(collection).find((o) => o.id === id);
    const old = ui.$("taken");
    if (old) old.remove();
    if (!same) return;
    const link = ui.make("a", { href: `${ui.root}${sections[collection]}${ui.index}?id=${encodeURIComponent(id)}` }, ui.t("taken_correct"));
    const line = ui.make("p", { class: "note", id: "taken" }, `${ui.t("taken", { title: same.name })} `, link);
    const first = ui.element().querySelector("section.g");
    first.append(line);
  }

  // ---- Corrections.

  async function correct(id) {
    const { collection } = ui.words();
    try {
      if (!ui.isId(id)) throw new Error(id);
      await load(`${ui.root}forms/${collection}/${id.toLowerCase()}.js`);
    } catch (error) {
      ui.bar(ui.t("no_record", { id }));
      return;
    }
    const { tree, revision, confirmed } = utpe.taken.record;
    ui.base = { id, tree, revision, confirmed };
    ui.form.set(tree);
    const id_ = ui.form.fields.get("id").el;
    id_.querySelector("input").readOnly = true;
    const name = tree.title || tree.name || id;
    const title = ui.t("correction", { title: typeof name === "object" ? name[ui.words().language] || Object.values(name)[0] : name });
    ui.$("title").textContent = title;
    document.querySelector(".form .lead").textContent = ui.t("correction_lead");
    document.title = `${title} · ${document.title.split(" · ").slice(1).join(" · ")}`;
    // What the record tells is in sight.
    for (const fold of ui.element().querySelectorAll("details.g")) fold.open = [...fold.querySelectorAll("[data-f]")].some((el) => tree[el.dataset.f] !== undefined && ui.form.fields.get(el.dataset.f) && ui.form.fields.get(el.dataset.f).el === el && !["id", "confidence"].includes(el.dataset.f));
  }
  function goToField(dotted) {
    const el = ui.form.at(ui.steps(dotted.split(".")));
    const side = el.closest("[data-l]");
    if (side && side.hidden) side.dataset.open = "";
    ui.applyTongue();
    if (el !== ui.form.el) ui.goTo(el);
  }

  async function start() {
    const page = document.querySelector("[data-root]");
    ui.root = page.dataset.root;
    // In a folder nobody adds the name of the file.
    ui.index = location.protocol === "file:" ? "index.html" : "";
    for (const name of ["spec", "words", "lists"]) {
      if (!utpe.taken[name]) {
        const bar = ui.$("draft");
        bar.textContent = bar.dataset.failed.replace("{file}", `forms/${name}`);
        return;
      }
    }
    document.documentElement.dataset.form = "";
    ui.begin();
    ui.bar();
    ui.offer();
    const asked = new URLSearchParams(location.search);
    const id = asked.get("id") || "";
    if (id) await correct(id);
    const draft = ui.openDraft(ui.base ? id : "");
    if (draft) ui.restore(draft);
    ui.tongues();
    ui.listen();
    for (const area of ui.element().querySelectorAll("textarea")) ui.grow(area);
    if (!ui.base) {
      const input = ui.form.fields.get("id").el.querySelector("input");
      if (input.value) input.dataset.own = "";
      input.addEventListener("input", () => { if (input.value) input.dataset.own = ""; else delete input.dataset.own; });
      ui.element().addEventListener("focusout", () => ui.calmly(() => { propose(); taken(); }));
    }
    // The one source of a publication is also the one through which it was read.
    const through = ui.form.fields.get("source_id");
    if (through) {
      let same;
      ui.element().addEventListener("focusout", () => {
        const cited = (ui.tree().sources || []).map((cite) => cite.id).filter(Boolean);
        if (cited.length && [undefined, same].includes(through.get())) through.set((same = cited[0]));
        else through.redraw();
      });
    }
    ui.check();
    ui.element().dataset.ready = "";
    if (asked.get("field")) goToField(asked.get("field"));
  }
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
