// A finding in words, the very ones of `utpe check` (checks/report.py).
(() => {
  const utpe = window.utpe;
  const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

  const text = (key) => utpe.taken.words.texts[key];
  // As Python fills a text: {name}, and doubled braces for one.
  const filled = (pattern, values) => pattern.replace(/\{\{|\}\}|\{(\w+)\}/g, (all, name) => (name ? values[name] : all[0]));

  const shown = (c) => {
    if (!HIDDEN.test(c)) return c;
    if (/\p{Zs}/u.test(c)) return " ";
    const code = c.codePointAt(0).toString(16);
    return code.length < 3 ? `\\x${code.padStart(2, "0")}` : code.length < 5 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
  };
  function visible(value) {
    const most = utpe.taken.spec.rules.value;
    const chars = [...value];
    const cut = chars.length > most ? [...utpe.strip(`.${chars.slice(0, most).join("")}`).slice(1), "…"] : chars;
    return cut.map(shown).join("");
  }
  const quoted = (value) => filled(text("report.quoted"), { text: visible(value) });
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, utpe.taken.words.group);

  function word(value, isBare) {
    if (value === undefined || value === null) return "";
    if (Array.isArray(value)) return value.map((item) => word(item, isBare)).join(", ");
    if (typeof value === "number") return Number.isInteger(value) ? number(value) : String(value);
    if (typeof value === "string") return isBare || value === "…" ? visible(value) : quoted(value);
    if (value.plain !== undefined) return value.plain;
    return filled(text(value.key), words(value.values, isBare));
  }
  const words = (values, isBare) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, word(value, isBare)]));

  // «a, b o c»; Spanish «o» becomes «u» before the sound of o.
  function either(options) {
    if (options.length < 2) return options.join("");
    const { or, language } = utpe.taken.words;
    const joined = filled(or[options.length - 2], options);
    const last = options[options.length - 1];
    if (language !== "es" || !/^[«“"]*(o|ho|ó|hó)/i.test(last)) return joined;
    const at = joined.lastIndexOf(" o ");
    return `${joined.slice(0, at)} u ${joined.slice(at + 3)}`;
  }

  utpe.sentence = ({ code, values, close }) => {
    const expected = values.shape ? word(values.shape) : text(`findings.${code}.expected`);
    const example = values.sample ? word(values.sample, true) : text(`findings.${code}.example`);
    let told = filled(text(`findings.${code}.message`), words(values));
    if (expected) told += ` ${filled(text(example ? "report.expected_example" : "report.expected"), { expected, example })}`;
    if (close.length) told += ` ${filled(text("report.did_you_mean"), { options: either(close.map(quoted)) })}`;
    return told;
  };
})();
