// The engine of the form for proposals knows no page: records come in as trees (plain objects, arrays and strings, as
// files hold them), findings and files go out. `utpe.take` receives what the scripts below `forms/` tell.
// docs/decisions/forms.md says what is what, and which rules of `utpe check` are here.
(() => {
  const utpe = (window.utpe = window.utpe || {});
  utpe.taken = {};
  utpe.take = (name, value) => {
    utpe.taken[name] = value;
  };

  utpe.isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  utpe.has = (map, name) => Object.prototype.hasOwnProperty.call(map, name);
  // Length as people count it: a character beyond U+FFFF is one.
  utpe.count = (text) => [...text].length;
  // What Python takes for white space, which is not quite what JavaScript does.
  const SPACE = "\\s\\x1c-\\x1f\\x85".replace("\\s", " \\t-\\r\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000");
  const EDGES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
  const SPACES = new RegExp(`[${SPACE}]+`);
  utpe.strip = (text) => text.replace(EDGES, "");
  utpe.words = (text) => text.split(SPACES).filter(Boolean);

  // The characters that no file may hold unless they are escaped (reading/invisible.py), and of which kind each is.
  const kinds = () => Object.entries(utpe.taken.spec.rules.invisible);
  const classOf = (ranges) => ranges.replace(/[0-9A-F]+/g, "\\u{$&}").replace(/ /g, "");
  let forbidden = null;
  utpe.forbidden = () => {
    forbidden = forbidden || new RegExp(`[${kinds().map(([, ranges]) => classOf(ranges)).join("")}]`, "u");
    return forbidden;
  };
  utpe.kindOf = (character) => kinds().find(([, ranges]) => new RegExp(`[${classOf(ranges)}]`, "u").test(character))[0];

  utpe.fields = (model) => utpe.taken.spec.models[model] || [];
  utpe.field = (model, name) => utpe.fields(model).find((field) => field.name === name);
  utpe.modelOf = (collection) => {
    const { collections, inline } = utpe.taken.spec;
    return collection === inline.collection ? inline.model : collections[collection];
  };
  // What words say that a field wants (`shapes.…`): as checks/shapes.py.
  const SHAPES = { title: "string", part: "map", ref: "reference" };
  utpe.shapeOf = (field) => field.form || SHAPES[field.kind] || field.kind;
})();
