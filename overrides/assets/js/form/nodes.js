// What all rules are made of: the values of a subject ({collection, id, judged}) by what they are, and findings.
// A rule takes a subject, the world and {today, languages}, and returns findings {code, path, values, close}, with the
// `id` of another record where it stands there. The rules of a file of checks/ stand in the file of its name here; of
// each of checks/ whose findings stand on the record itself there is one, with the name of its twin.
(() => {
  const utpe = window.utpe;
  const rule = (utpe.rule = {});
  utpe.rules = [];

  rule.told = (...words) => utpe.told(...words);
  rule.of = (subject, test) => subject.judged.nodes.filter(test);
  rule.isKind = (kind) => (node) => node.kind === kind;
  rule.isForm = (form) => (node) => node.form === form;
  rule.isPart = (part) => (node) => node.part === part;
  rule.isStr = (node) => node.kind === "string" || node.kind === "ref" || node.kind === "title";
  rule.isIndex = (step) => typeof step === "number";
  rule.found = (code, path, values = {}, close = []) => ({ code, path, values, close });
  rule.tongue = (language) => utpe.told(`in_language.${language}`);
  rule.fieldOf = (path) => [...path].reverse().find((step) => !rule.isIndex(step));
  // What `make` makes of each node, where it makes anything.
  rule.each = (nodes, make) => nodes.flatMap((node) => make(node) || []);
  // The value of a field of the record itself, once it is right.
  rule.top = (subject, field) => utpe.valueIn(subject.judged.nodes, [], field);
  // What a part says in a field, or would say if it said nothing.
  rule.said = (node, name) => {
    const value = node.value[name];
    return value === undefined || value === null ? (utpe.field(node.part, name) || {}).default || "" : value;
  };
  // Findings of what may stand once only: [id, key, path, value] in order; told are those that concern the subject.
  rule.twice = (code, entries, subject) => {
    const first = new Map();
    return entries.flatMap(([id, key, path, value]) => {
      const other = first.get(key);
      if (other === undefined) first.set(key, id);
      const isTold = other !== undefined && other !== id && [id, other].includes(subject.id);
      return isTold ? [{ ...rule.found(code, path, { value, other }), id }] : [];
    });
  };
  // A rule for sources alone.
  rule.sourceOnly = (judge) => (subject, ...more) => (subject.collection === utpe.taken.spec.inline.collection ? judge(subject, ...more) : []);
})();
