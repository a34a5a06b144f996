// Words of the page, and texts as they should be: pasted ones lose what nobody sees.
(() => {
  const utpe = (window.utpe = window.utpe || {});
  const ui = (utpe.ui = utpe.ui || {});
  // As in reading/invisible.py: soft hyphens, directions, joiners, fillers, controls.
  const HIDDEN = /[\xad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x85\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/gu;
  const HARD = /[\xa0\u2000-\u200a\u202f\u205f\u3000]/g;
  const STOP = new Set("a al ao as com con da das de del do dos e el em en la las lo los na nas no nos o os para pela pelo por sobre un una um uma y".split(" "));

  ui.words = () => ui.told || (ui.told = JSON.parse(document.getElementById("form-words").textContent));
  ui.t = (key, values = {}) => {
    const text = ui.words().texts[key];
    return text === undefined ? key : text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  };
  ui.plural = (key, n) => {
    const form = new Intl.PluralRules(ui.words().language).select(n);
    return ui.t(`${key}.${form in { one: 1 } ? form : "other"}`, { n: n.toLocaleString(ui.words().language) });
  };

  // What nobody sees is left out, hard spaces are plain ones, lines are joined unless the field has several.
  ui.clean = (value, hasLines = false) => {
    const hidden = (value.match(HIDDEN) || []).length;
    let text = value.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(HIDDEN, "").normalize("NFC");
    const plain = text.replace(HARD, " ");
    const spaces = plain !== text;
    text = hasLines ? plain.replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n") : plain.replace(/\s+/g, " ");
    return { text: text.trim(), hidden, spaces: spaces || (!hasLines && /\S\s*\n\s*\S/.test(plain)) };
  };

  ui.fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
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
  // One region tells what changed, after the reader has left a field.
  ui.announce = (text) => {
    const live = document.getElementById("live") || document.body.appendChild(ui.make("p", { id: "live", class: "vh", role: "status" }));
    live.textContent = text;
  };
})();
