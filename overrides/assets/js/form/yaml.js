// A record as a file: the order of forms/ordered.py, and to the byte what PyYAML writes as editing/layout.py sets it up.
(() => {
  const utpe = window.utpe;
  const NULLS = ["", "~", "null", "Null", "NULL"];
  // PyYAML counts the tag (`!!str`) too.
  const LONGEST_KEY = 128 - 5;
  const LICENCE = "CC-BY-4.0";

  // ---- Order.

  function order(model, value) {
    if (Array.isArray(value)) return value.map((item) => order(model, item));
    if (!utpe.isMap(value)) return value;
    const { inline } = utpe.taken.spec;
    const known = model ? utpe.fields(model).map((field) => field.name) : utpe.taken.lists.languages;
    const all = [...known, ...(model === inline.owner ? [inline.field] : [])].filter((name) => utpe.has(value, name));
    const found = {};
    for (const name of new Set([...all, ...Object.keys(value)])) {
      const said = order(inside(model, name), value[name]);
      if (!isNothing(said)) found[name] = said;
    }
    return found;
  }
  const isNothing = (value) => value === null || value === undefined || (typeof value === "object" && !Object.keys(value).length);
  function inside(model, name) {
    const { inline } = utpe.taken.spec;
    if (model === inline.owner && name === inline.field) return inline.model;
    const field = model && utpe.field(model, name);
    return (field && field.model) || "";
  }
  utpe.ordered = (collection, tree) => order(utpe.modelOf(collection), tree);

  // ---- Scalars (yaml.emitter of PyYAML 6: analyze_scalar, choose_scalar_style).

  const isBreak = (c) => c === "\n" || c === "\x85" || c === "\u2028" || c === "\u2029";
  const isGap = (c) => c === undefined || c === "\0" || c === " " || c === "\t" || c === "\r" || isBreak(c);
  const isAscii = (c) => c >= " " && c <= "~";
  const isPlane0 = (c) => (c >= "\xa0" && c <= "\ud7ff") || (c >= "\ue000" && c <= "\ufffd" && c.length === 1);
  const isShown = (c) => c === "\n" || isAscii(c) || c === "\x85" || (c !== "\ufeff" && isPlane0(c)) || (c.length === 2 && c !== "\u{10ffff}");

  function styleOf(text, chars, isKey) {
    const first = chars[0];
    let isPlain = !/^(---|\.\.\.)/.test(text) && !",#[]{}&*!|>'\"%@`".includes(first);
    if ("?:-".includes(first) && isGap(chars[1])) isPlain = false;
    let [isSingle, isMulti] = [!utpe.forbidden().test(text), false];
    chars.forEach((c, n) => {
      const [before, after] = [chars[n - 1], chars[n + 1]];
      if (n && ((c === ":" && isGap(after)) || (c === "#" && isGap(before)))) isPlain = false;
      if (isBreak(c)) isMulti = true;
      if (!isShown(c)) isSingle = false;
      if (c === " " && before !== undefined && isBreak(before)) isSingle = false;
      if (isBreak(c) && before === " ") isSingle = false;
      if ((c === " " || isBreak(c)) && (n === 0 || n === chars.length - 1)) isPlain = false;
    });
    if (isPlain && isSingle && !isMulti) return "";
    return isSingle && !(isKey && isMulti) ? "'" : '"';
  }

  // ---- Writing.

  const ESCAPES = { "\0": "0", "\x07": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P" };
  const hex = (c) => {
    const code = c.codePointAt(0);
    const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, "0")}`;
  };

  class Writer {
    constructor(width) {
      Object.assign(this, { width, out: [], column: 0, indent: -2 });
    }

    put(text) {
      this.out.push(text);
      this.column += utpe.count(text);
    }

    line(text = "\n") {
      this.out.push(text);
      this.column = 0;
    }

    // A new line, as deep as an entry of the map or list, or two deeper for the rest of a scalar.
    fold(more = 0) {
      this.line();
      this.put(" ".repeat(this.indent + more));
    }

    scalar(value, isKey) {
      if (value === null || value === undefined) return this.put("null");
      const text = String(value);
      const chars = [...text];
      if (!chars.length || NULLS.includes(text)) return this.put(`'${text}'`);
      const style = styleOf(text, chars, isKey);
      this.put(style);
      if (style === '"') this.double(chars, isKey, utpe.forbidden().test(text));
      else this.single(chars, isKey, style);
      this.put(style);
    }

    // Plain too: it never has breaks, nor spaces at its ends.
    single(chars, isKey, quote) {
      for (let n = 0; n < chars.length;) {
        const start = n;
        const kind = chars[n] === " " ? (c) => c === " " : isBreak(chars[n]) ? isBreak : (c) => c !== " " && !isBreak(c);
        while (n < chars.length && kind(chars[n])) n += 1;
        const run = chars.slice(start, n);
        if (isBreak(run[0])) {
          // Of the first break, a line end says nothing by itself: it would be read as a space.
          if (run[0] === "\n") this.line();
          run.forEach((c) => this.line(c));
          this.put(" ".repeat(this.indent + 2));
        } else if (run[0] === " " && run.length === 1 && this.column > this.width && !isKey && start && n < chars.length) {
          this.fold(2);
        } else {
          this.put(quote ? run.join("").replace(/'/g, "''") : run.join(""));
        }
      }
    }

    double(chars, isKey, isHostile) {
      const last = chars.length;
      let start = 0;
      for (let end = 0; end <= last; end += 1) {
        const c = chars[end];
        const isRaw = c !== undefined && c !== '"' && c !== "\\" && c !== "\ufeff" && (isAscii(c) || (!isHostile && isPlane0(c) && !isBreak(c)));
        if (!isRaw) {
          this.put(chars.slice(start, end).join(""));
          start = Math.max(start, end);
          if (c !== undefined) {
            this.put(utpe.has(ESCAPES, c) ? `\\${ESCAPES[c]}` : hex(c));
            start = end + 1;
          }
        }
        if (end > 0 && end < last - 1 && (c === " " || start >= end) && this.column + (end - start) > this.width && !isKey) {
          this.put(`${chars.slice(start, end).join("")}\\`);
          start = Math.max(start, end);
          this.fold(2);
          if (chars[start] === " ") this.put("\\");
        }
      }
    }

    // A map or list as the value of a key (`isValue`), or as an item after its dash.
    node(value, isValue) {
      if (value === null || typeof value !== "object") {
        if (isValue) this.put(" ");
        this.scalar(value, false);
        return;
      }
      const entries = Object.entries(value);
      if (!entries.length) {
        this.put(`${isValue ? " " : ""}${Array.isArray(value) ? "[]" : "{}"}`);
        return;
      }
      this.indent += 2;
      entries.forEach(([name, item], n) => {
        // The first of an item stands on the line of its dash.
        if (isValue || n) this.fold();
        if (Array.isArray(value)) {
          this.put("- ");
          this.node(item, false);
        } else {
          this.entry(name, item);
        }
      });
      this.indent -= 2;
    }

    entry(name, item) {
      const isSimple = name !== "" && utpe.count(name) < LONGEST_KEY && ![...name].some(isBreak);
      if (isSimple) {
        this.scalar(name, true);
        this.put(":");
        this.node(item, true);
        return;
      }
      this.put("? ");
      this.scalar(name, false);
      this.fold();
      this.put(": ");
      this.node(item, false);
    }
  }

  utpe.yaml = (value) => {
    const writer = new Writer(utpe.taken.spec.rules.width);
    writer.node(value, false);
    return `${writer.out.join("")}\n`;
  };

  // Returns the whole file. `header`: {correction, base, named, licence, form}, all of them optional.
  utpe.write = (collection, tree, header = {}) => {
    const said = [
      ["Collection", collection],
      ["Form", header.form === undefined ? utpe.taken.spec.version : header.form],
      ["Base", header.base],
      ["Licence", header.licence === undefined ? LICENCE : header.licence],
      ["Named", header.named && utpe.words(header.named.replace(new RegExp(utpe.forbidden(), "gu"), " ")).join(" ")],
    ];
    const up = header.correction ? "../.." : "..";
    const lines = [`# yaml-language-server: $schema=${up}/schemas/${collection}.schema.json`];
    for (const [name, value] of said) if (value) lines.push(`# ${name}: ${value}`);
    return `${lines.join("\n")}\n${utpe.yaml(utpe.ordered(collection, tree))}`;
  };
})();
