// What a record holds against what its model wants: E102 to E116, the syntax of dates, a source that is nowhere.
// As pydantic judges the models of records/; what is right is gathered for the rules, by what it is.
(() => {
  const utpe = window.utpe;
  const LIMITS = { gt: ["greater_than", (n, x) => n > x], ge: ["greater_than_equal", (n, x) => n >= x], lt: ["less_than", (n, x) => n < x], le: ["less_than_equal", (n, x) => n <= x] };
  const INT = /^-?(0|[1-9][0-9]{0,14})$/;
  const FLOAT = /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/;
  const [WRONG_TYPE, NOTHING] = ["E105", "E106"];

  const patterns = new Map();
  // Rust's idea of what is no white space, which is that of Unicode.
  const pattern = (text) => {
    if (!patterns.has(text)) patterns.set(text, new RegExp(text.replace(/\\S/g, "\\P{White_Space}"), "u"));
    return patterns.get(text);
  };
  utpe.isUrl = (text) => /^https?:\/\/[^/\s\x1c-\x1f]+/.test(text) && !/[^\x00-\x7f]|[\s\x1c-\x1f<>"\\^`{|}]/.test(text);

  // ---- Words for what was found and what is wanted.

  utpe.told = (key, values = {}) => ({ key, values });
  utpe.choices = (values) => (values.length > utpe.taken.spec.rules.choices ? [...values.slice(0, utpe.taken.spec.rules.choices), "…"] : values);
  const found = (value) => {
    if (value === null || value === undefined) return utpe.told("kinds.nothing");
    return Array.isArray(value) ? utpe.told("kinds.list") : utpe.isMap(value) ? utpe.told("kinds.map") : value;
  };
  const isIndex = (step) => typeof step === "number";
  const last = (path) => (path.length ? String(isIndex(path[path.length - 1]) ? path[path.length - 1] + 1 : path[path.length - 1]) : "");

  // The model that has the last named step of a path, and that step.
  function owner(model, path) {
    const names = path.filter((step) => !isIndex(step));
    let at = model;
    for (const name of names.slice(0, -1)) {
      const field = at && utpe.field(at, name);
      at = (field && field.model) || "";
      if (!at) return ["", names[names.length - 1]];
    }
    return [at, names[names.length - 1] || ""];
  }
  utpe.hasField = (model, dotted) => {
    const path = dotted.split(".").filter((step) => !/^\p{Nd}+$/u.test(step));
    const [at, name] = owner(model, path);
    return !!(at && utpe.field(at, name));
  };

  // What the place at `path` wants: the name of its words, and the values of a closed vocabulary.
  function shapeAt(model, path) {
    if (!path.length) return { kind: "map" };
    const [at, name] = owner(model, path);
    if (!at) return { kind: path.length > 1 && shapeAt(model, path.slice(0, -1)).kind === "text" ? "string" : "any" };
    const field = utpe.field(at, name);
    if (!field) return { kind: "any" };
    if (field.list && !isIndex(path[path.length - 1])) return { kind: "list" };
    return { kind: utpe.shapeOf(field), choices: utpe.taken.spec.vocabularies[field.vocabulary] || [], collection: field.collection || "" };
  }
  function wanted(shape) {
    const { kind, choices = [], collection = "" } = shape;
    return {
      shape: utpe.told(`shapes.${kind}.expected`, { choices: utpe.choices(choices), collection }),
      sample: utpe.told(`shapes.${kind}.example`, { choice: choices[0] || "" }),
    };
  }

  // ---- The judge of one record.

  class Judge {
    constructor(model) {
      this.model = model;
      this.findings = [];
      // Every value that is right: {kind, form, field, name, model, owner, path, value}; parts have a kind of their own.
      this.nodes = [];
    }

    fail(code, path, input, values = {}, close = []) {
      const said = { value: found(input), field: last(path), ...(path.length ? wanted(shapeAt(this.model, path)) : {}), ...values };
      this.findings.push({ code, path, values: said, close });
    }

    wrongType(path, input) {
      this.fail(input === null || input === undefined ? NOTHING : WRONG_TYPE, path, input);
    }

    part(model, value, path, owner) {
      if (!utpe.isMap(value)) return this.wrongType(path, value);
      this.nodes.push({ kind: "part", part: model, name: path.filter((step) => !isIndex(step)).pop() || "", path, value, owner });
      const self = { model, value, path };
      for (const field of utpe.fields(model)) {
        const at = [...path, field.name];
        if (utpe.has(value, field.name)) this.field(field, value[field.name], at, self);
        else if (field.required) this.fail("E102", at, value);
      }
      const known = utpe.fields(model).map((field) => field.name);
      for (const name of Object.keys(value)) {
        if (known.includes(name)) continue;
        const { shape } = wanted({ kind: "fields", choices: known });
        this.fail("E103", [...path, name], value[name], { shape, sample: undefined }, utpe.close(name, known));
      }
      return undefined;
    }

    field(field, value, path, self) {
      if (!field.list) {
        const mayLack = !field.required && field.default === undefined;
        if (value !== null || !mayLack) this.item(field, value, path, self);
        return;
      }
      if (!Array.isArray(value)) {
        this.wrongType(path, value);
        return;
      }
      const [findings, nodes] = [this.findings.length, this.nodes.length];
      let right = 0;
      value.forEach((item, n) => {
        const before = this.findings.length;
        this.item(field, item, [...path, n], self);
        right += this.findings.length === before;
      });
      const unit = utpe.told("kinds.items");
      if (field.max && right > field.max) {
        this.findings.length = findings;
        this.nodes.length = nodes;
        this.fail("E112", path, value, { length: value.length, limit: field.max, unit });
      } else if (field.min && value.length < field.min) {
        this.fail("E111", path, value, { length: value.length, limit: field.min, unit });
      }
    }

    item(field, value, path, self) {
      const before = this.findings.length;
      if (field.kind === "part") {
        this.part(field.model, value, path, self);
        return;
      }
      const right = this[field.kind](field, value, path);
      if (this.findings.length > before) return;
      this.nodes.push({ kind: utpe.isMap(value) && field.kind === "title" ? "text" : field.kind, form: field.form, field, name: field.name, model: self.model, owner: self, path, value: right });
    }

    string(field, value, path) {
      if (typeof value !== "string") return this.wrongType(path, value);
      if (field.form === "url" && !utpe.isUrl(value)) return this.fail("E116", path, value);
      // Texts that are free are stripped, those of a form are not.
      const text = field.pattern || field.form ? value : utpe.strip(value);
      const unit = utpe.told("kinds.characters");
      if (field.maxLength && utpe.count(text) > field.maxLength) return this.fail("E112", path, value, { length: utpe.count(value), limit: field.maxLength, unit });
      if (field.minLength && utpe.count(text) < field.minLength) return this.fail("E111", path, value, { length: utpe.count(value), limit: field.minLength, unit });
      if (field.pattern && !pattern(field.pattern).test(text)) return this.fail("E107", path, value);
      return text;
    }

    ref(field, value, path) {
      return this.string(field, value, path);
    }

    text(field, value, path) {
      if (!utpe.isMap(value)) return this.wrongType(path, value);
      const languages = Object.keys(value);
      const before = this.findings.length;
      for (const code of languages) if (typeof value[code] !== "string") this.wrongType([...path, code], value[code]);
      if (this.findings.length > before) return undefined;
      if (!languages.length) return this.fail("E114", path, value);
      const expected = utpe.taken.lists.languages;
      for (const code of languages) {
        if (!expected.includes(code)) return this.fail("E115", path, value, { value: code, choices: expected }, utpe.close(code, expected));
        if (!utpe.strip(value[code])) return this.fail("E114", path, value);
      }
      return value;
    }

    title(field, value, path) {
      return utpe.isMap(value) ? this.text(field, value, path) : this.string(field, value, path);
    }

    date(field, value, path) {
      const date = typeof value === "string" ? utpe.edtf(value) : { wrong: "E301" };
      return date.wrong ? this.fail(date.wrong, path, value) : date;
    }

    choice(field, value, path) {
      const choices = utpe.taken.spec.vocabularies[field.vocabulary];
      if (!choices.includes(value)) return this.fail("E110", path, value, {}, utpe.close(value === null ? "None" : String(value), choices));
      return value;
    }

    bool(field, value, path) {
      if (typeof value !== "string") return this.wrongType(path, value);
      return value === "true" || value === "false" ? value === "true" : this.fail("E109", path, value);
    }

    int(field, value, path) {
      return this.number(field, value, path, INT);
    }

    float(field, value, path) {
      return this.number(field, value, path, FLOAT);
    }

    number(field, value, path, form) {
      if (typeof value !== "string") return this.wrongType(path, value);
      if (!form.test(value)) return this.fail("E108", path, value);
      for (const [name, [key, isRight]] of Object.entries(LIMITS)) {
        if (field[name] !== undefined && !isRight(+value, field[name])) return this.fail("E113", path, value, { shape: utpe.told(`limits.${key}`, { n: field[name] }) });
      }
      return +value;
    }
  }

  // Returns {findings, nodes}: what is wrong with a record of a model, and every value of it that is right.
  utpe.judged = (model, tree) => {
    const judge = new Judge(model);
    if (!utpe.isMap(tree)) {
      judge.findings.push({ code: "E101", path: [], values: {}, close: [] });
      return judge;
    }
    judge.part(model, tree, [], null);
    const { inline } = utpe.taken.spec;
    if (model === inline.model && !judge.findings.length && !tree.url && !tree.place) judge.fail("E501", [], tree);
    return judge;
  };
})();
