// Sources and evidence: E502 to E504, W502, W503 (checks/evidence.py).
(() => {
  const utpe = window.utpe;
  const { of, isKind, isPart, isIndex, found, each, top, twice, sourceOnly } = utpe.rule;

  const UNKNOWN = "unknown";
  const names = (path) => path.filter((step) => !isIndex(step));
  function statusWithoutEvidence(subject) {
    const holds = (part) => !!utpe.field(part.part, "sources");
    return each(of(subject, (n) => n.kind === "choice" && n.name === "status" && n.value !== UNKNOWN), (node) => {
      const above = of(subject, (n) => n.kind === "part" && holds(n) && n.path.every((step, i) => step === node.path[i]));
      const holder = above.sort((a, b) => b.path.length - a.path.length)[0];
      const relative = names(node.path.slice(holder.path.length));
      const all = relative.map((_, n) => relative.slice(0, n + 1).join("."));
      const supports = (holder.value.sources || []).map((citation) => (utpe.isMap(citation) && citation.supports) || []);
      const isBacked = supports.some((fields) => !fields.length || fields.some((field) => all.includes(utpe.strip(String(field)))));
      return !isBacked && found("E502", node.path, { value: node.value, field: relative.join(".") });
    });
  }
  const unknownField = (code, node, model) => {
    const fields = utpe.fields(model).map((field) => field.name);
    return !utpe.hasField(model, node.value) && found(code, node.path, { value: node.value, choices: utpe.choices(fields) }, utpe.close(node.value, fields));
  };
  const supportsUnknownField = (subject) => each(of(subject, (n) => n.model === utpe.taken.spec.inline.owner && n.name === "supports"), (node) => {
    const citation = utpe.nodeAt(of(subject, isKind("part")), node.owner.path);
    return unknownField("E503", node, citation.owner.model);
  });
  const inferredUnknownField = (subject) => each(of(subject, (n) => n.name === "inferred" && n.kind === "string"), (node) => unknownField("E504", node, node.model));
  const sameAddress = sourceOnly((subject, world) => {
    const urls = world.ids(subject.collection).map((id) => [id, world.subject(subject.collection, id) ? top(world.subject(subject.collection, id), "url") : ""]);
    return twice("W502", urls.map(([id, url]) => [id, url ? utpe.textRevision(url) : world.told(subject.collection, id, "urls"), ["url"], url]).filter(([, key]) => key), subject);
  });
  const citedTwice = (subject) => {
    const seen = new Set();
    return each(of(subject, isPart(utpe.taken.spec.inline.owner)), (node) => {
      const at = (name) => utpe.valueIn(subject.judged.nodes, node.path, name);
      const key = JSON.stringify([node.path.slice(0, -1), at("id"), at("locator")]);
      const isSeen = seen.has(key);
      seen.add(key);
      return isSeen && found("W503", node.path, { value: at("id") });
    });
  };

  utpe.rules.push(statusWithoutEvidence, supportsUnknownField, inferredUnknownField, sameAddress, citedTwice);
})();
