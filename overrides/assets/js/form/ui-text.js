// Words of the page, and texts as they should be: pasted ones lose what nobody sees.
(() => {
  const utpe = (window.utpe = window.utpe || {});
  const ui = (utpe.ui = utpe.ui || {});
  const HARD = /[\xa0\u2000-\u200a\u202f\u205f\u3000]/g;
  const STOP = new Set("a al ao as com con da das de del do dos e el em en la las lo los na nas no nos o os para pela pelo por sobre un una um uma y".split(" "));

  ui.$ = (id) => document.getElementById(id);
  ui.words = () => ui.told || (ui.told = JSON.parse(ui.$("form-words").textContent));
  ui.t = (key, values = {}) => {
    const text = utpe.taken.words.texts[`forms.script.${key}`];
    return text === undefined ? key : text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  };
  ui.plural = (key, n) => {
    const { language } = ui.words();
    const isOne = new Intl.PluralRules(language).select(n) === "one";
    return ui.t(`${key}.${isOne ? "one" : "other"}`, { n: n.toLocaleString(language) });
  };

  // What nobody sees is left out, hard spaces are plain ones, lines are joined unless the field has several.
  ui.clean = (value, hasLines = false) => {
    const forbidden = new RegExp(utpe.forbidden(), "gu");
    const whole = value.replace(/\r\n?|[\u2028\u2029]/g, "\n");
    const hidden = (whole.match(forbidden) || []).length;
    let text = whole.replace(forbidden, "").normalize("NFC");
    const plain = text.replace(HARD, " ");
    const spaces = plain !== text;
    text = hasLines ? plain.replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n") : plain.replace(/\s+/g, " ");
    return { text: text.trim(), hidden, spaces: spaces || (!hasLines && /\S\s*\n\s*\S/.test(plain)) };
  };

  ui.fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  ui.isId = (text) => /^[a-z0-9]+(-[a-z0-9]+)*$|^[A-Z]{2}$/.test(text);
  ui.slug = (text, words = 9) => {
    const parts = ui.fold(text).replace(/[^a-z0-9]+/g, " ").trim().split(" ").filter(Boolean);
    const kept = parts.filter((part) => !STOP.has(part));
    return (kept.length ? kept : parts).slice(0, words).join("-").slice(0, 60).replace(/-+$/, "");
  };
  ui.make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };
  // What moves the page waits until a finger or a button is up again: a press must not miss what it aimed at.
  let isDown = false;
  let later = [];
  addEventListener("pointerdown", () => { isDown = true; }, true);
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => setTimeout(() => {
      isDown = false;
      const acts = later;
      later = [];
      for (const act of acts) act();
    }), true);
  }
  ui.calmly = (act) => (isDown ? later.push(act) : act());

  // One region tells what changed, after the reader has left a field.
  ui.announce = (text) => {
    const live = ui.$("live") || document.body.appendChild(ui.make("p", { id: "live", class: "vh", role: "status" }));
    live.textContent = text;
  };
})();
