// From answers to a file, and the ways to send it. The reader sends it; this page has no address to send it to.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});
  const LONGEST_FORGE = 8000;
  const LONGEST_MAIL = 2000;
  const $ = (id) => ui.$(id);
  const encode = encodeURIComponent;
  let ready = null;

  // ---- What a correction changes, by the questions: old and new.

  const isMap = (value) => value !== null && typeof value === "object";
  function leaves(value, path, into) {
    if (isMap(value)) for (const [name, inner] of Object.entries(value)) leaves(inner, [...path, name], into);
    else into.set(path.join("\n"), value);
    return into;
  }
  function inWords(el, value) {
    const box = el.closest("[data-f]");
    if (value === undefined || !box) return value || "";
    if (box.dataset.c) return ui.nameOf(box.dataset.c, value);
    const choice = [...box.querySelectorAll("[type=radio], [type=checkbox], option")].find((x) => x.value === value);
    if (choice) return (choice.text || choice.nextElementSibling.firstChild.textContent);
    const date = box.dataset.w === "date" && ui.fromEdtf(value);
    return date ? ui.dateInWords(date) : value;
  }
  ui.changes = (old, tree) => {
    const [was, is] = [old, tree].map((one) => leaves(one, [], new Map()));
    return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key)).map((key) => {
      const path = key.split("\n");
      const el = ui.form.at(ui.steps(path));
      return { name: ui.trail(el) || path.join(" › "), before: inWords(el, was.get(key)), after: inWords(el, is.get(key)) };
    });
  };

  function showChanges() {
    const box = $("changes");
    box.hidden = !ui.base;
    if (!ui.base) return;
    const empty = () => ui.make("span", { class: "hint" }, ui.t("empty"));
    box.querySelector("dl").replaceChildren(...ui.changes(ui.base.tree, ready.tree).map(({ name, before, after }) => ui.make("div", {},
      ui.make("dt", {}, name),
      ui.make("dd", {}, ui.make("span", { class: "vh" }, `${ui.t("before")}: `), before ? ui.make("del", {}, before) : empty()),
      ui.make("dd", {}, ui.make("span", { class: "vh" }, `${ui.t("after")}: `), after ? ui.make("ins", {}, after) : empty()))));
  }

  // ---- The summary: everything that is wrong, each with a way to it.

  function summary(isAnyway) {
    const all = ui.findings();
    const errors = all.filter((finding) => finding.isError).map(({ el, text }) => ({ el, text }));
    // In the order of the page.
    errors.sort((a, b) => (a.el === b.el ? 0 : a.el.compareDocumentPosition(b.el) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const only = ui.element().dataset.tongue;
    const warnings = all.filter((finding) => !finding.isError && !(only && finding.code === "W101"));
    const conditions = [];
    if (!$("licence").checked) conditions.push({ el: $("licence"), text: ui.t("need_licence") });
    if ($("named").checked && !$("name").value.trim()) conditions.push({ el: $("name"), text: ui.t("need_name") });
    if (ui.base && !ui.changes(ui.base.tree, ui.tree()).length) conditions.push({ el: ui.form.el, text: ui.t("no_change") });
    const box = $("summary");
    const list = [...(isAnyway ? [] : errors), ...conditions];
    box.hidden = !list.length;
    if (!list.length) return { errors, warnings };
    box.querySelector("h2").textContent = ui.plural("errors", list.length);
    box.querySelector("ol").replaceChildren(...list.map(({ el, text }) => {
      const name = el === ui.form.el || el.closest("#send, #sender") ? "" : ui.trail(el);
      const link = ui.button(name || text, () => ui.goTo(el));
      return name ? ui.make("li", {}, link, `: ${text}`) : ui.make("li", {}, link);
    }));
    const [, note, anyway] = [...box.querySelectorAll(":scope > ol, :scope > p")];
    note.textContent = warnings.length ? ui.plural("warnings", warnings.length) : "";
    anyway.hidden = !errors.length;
    box.focus();
    return null;
  }

  // ---- The file.

  ui.file = (id = "") => {
    const { collection, data } = ui.words();
    return ui.base ? `${data}/proposals/${collection}/${ui.base.id}.yaml` : `${data}/${collection}/${id && `${id}.yaml`}`;
  };

  function prepare(isAnyway) {
    ui.review();
    ui.check();
    const found = summary(isAnyway === true);
    if (!found) return;
    const { collection } = ui.words();
    const tree = ui.tree();
    const id = ui.base ? ui.base.id : tree.id;
    // Whoever sends it without an id, or with one that is none, sends a file all the same.
    const path = ui.file(ui.isId(id || "") ? id : ui.slug(id || "") || "x");
    const header = { form: ui.version(), base: ui.base ? ui.base.revision : "", licence: "CC-BY-4.0", named: $("named").checked ? ui.clean($("name").value).text : "", correction: !!ui.base };
    ready = { tree, path, text: utpe.write(collection, tree, header), id, told: JSON.stringify([tree, header.named]) };
    const lines = [ui.t("ready"), found.errors.length ? ui.t("with_errors") : "", found.warnings.length ? ui.plural("warnings", found.warnings.length) : ""];
    $("ready").textContent = lines.filter(Boolean).join(" · ");
    $("where").textContent = ui.t("file_text", { path });
    $("file").textContent = ready.text;
    showChanges();
    ways();
    $("result").hidden = false;
    $("result").focus();
  }
  ui.outdated = () => {
    if (ready && !$("result").hidden && JSON.stringify([ui.tree(), $("named").checked ? ui.clean($("name").value).text : ""]) !== ready.told) {
      $("ready").textContent = ui.t("stale");
    }
  };

  // ---- The ways. How forges read a new file: docs/decisions/forms.md.

  const titleOf = () => {
    const { title, name } = ready.tree;
    const text = title || name || ready.id;
    return typeof text === "object" ? text[ui.words().language] || Object.values(text)[0] : text;
  };
  function forgeAddress() {
    const { repo, branch } = ui.words();
    const host = new URL(repo).hostname.split(".");
    const at = branch.split("/").map(encode).join("/");
    const message = encode(ui.t("commit", { title: titleOf() }));
    if (host.includes("gitlab")) return { address: `${repo}/-/new/${at}?file_name=${encode(ready.path)}&commit_message=${message}`, said: "paste_forge" };
    const query = `filename=${encode(ready.path)}`;
    const whole = `${query}&value=${encode(ready.text)}&message=${message}`;
    const make = host.join(".") === "github.com" ? (q) => `${repo}/new/${at}?${q}` : /gitea|forgejo|codeberg/.test(host.join(".")) ? (q) => `${repo}/_new/${at}/?${q}` : null;
    if (!make) return { address: repo, said: "elsewhere_forge" };
    return make(whole).length <= LONGEST_FORGE ? { address: make(whole), said: "" } : { address: make(query), said: "too_long_forge" };
  }
  function ways() {
    const { mail, repo } = ui.words();
    const forge = document.querySelector("#by-forge a");
    if (forge) {
      const { address, said } = forgeAddress();
      forge.href = address;
      say($("by-forge"), said && ui.t(said, { forge: forge.dataset.forge, path: ready.path }));
      forge.onclick = said ? () => copy($("by-forge")) : null;
    }
    const letter = document.querySelector("#by-mail a");
    if (letter) {
      const values = { title: titleOf(), path: ready.path };
      const start = `mailto:${encode(mail).replace(/%40/g, "@")}?subject=${encode(ui.t("mail_subject", values))}&body=`;
      const whole = start + encode((ui.t("mail_body", values) + ready.text + "# End\n").replace(/\n/g, "\r\n"));
      letter.href = whole.length <= LONGEST_MAIL ? whole : start + encode(ui.t("mail_attach", values));
      say($("by-mail"), whole.length <= LONGEST_MAIL ? "" : ui.t("too_long_mail", { mail }));
    }
    say($("by-hand"), "");
  }
  function say(way, text) {
    const line = way.querySelector(".said");
    line.textContent = text || "";
    line.hidden = !text;
  }
  async function copy(way) {
    try {
      await navigator.clipboard.writeText(ready.text);
      say(way, ui.t("copied"));
    } catch (error) {
      getSelection().selectAllChildren($("file"));
      say(way, ui.t("copy_by_hand"));
    }
  }
  function download() {
    const link = ui.make("a", { download: ready.path.split("/").pop(), href: URL.createObjectURL(new Blob([ready.text], { type: "application/yaml" })) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  ui.offer = () => {
    $("review").addEventListener("click", () => prepare());
    $("anyway").addEventListener("click", () => prepare(true));
    $("download").addEventListener("click", download);
    $("copy-text").addEventListener("click", () => copy($("by-hand")));
    const name = () => { $("sender").hidden = !$("named").checked; };
    $("named").addEventListener("change", name);
    name();
  };
})();
