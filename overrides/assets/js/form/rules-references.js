// References: E201 to E205 (checks/references.py).
(() => {
  const utpe = window.utpe;
  const { of, isKind, isIndex, found } = utpe.rule;

  const refs = (subject) => of(subject, isKind("ref"));
  const dangling = (subject, world) => refs(subject).filter((n) => !world.knows(n.field.collection, n.value)).map((n) =>
    found("E201", n.path, { value: n.value, collection_name: n.field.collection }, utpe.close(n.value, world.ids(n.field.collection))));
  const repeated = (subject) => {
    const seen = new Set();
    return refs(subject).filter((n) => isIndex(n.path[n.path.length - 1])).flatMap((n) => {
      const key = JSON.stringify([n.path.slice(0, -1), n.value]);
      const isSeen = seen.has(key);
      seen.add(key);
      return isSeen ? [found("E202", n.path, { value: n.value })] : [];
    });
  };
  const selfReference = (subject) => refs(subject).filter((n) => n.field.collection === subject.collection && n.value === subject.id).map((n) => found("E203", n.path, { value: n.value }));

  // The path of the reference number `n` from a field of a record, which may stand in a part.
  function linkPath(collection, field, n) {
    const { list, model } = utpe.field(utpe.modelOf(collection), field);
    const inner = model ? [utpe.fields(model).find((f) => f.collection === collection).name] : [];
    return [field, ...(list ? [n] : []), ...inner];
  }
  const relations = (subject, all) => all.filter(([collection]) => collection === subject.collection).map(([, field]) => field);
  const mirrored = (subject, world) => relations(subject, utpe.taken.spec.rules.symmetrical).flatMap((field) => {
    const seen = new Set();
    return world.links(subject.collection, field).flatMap(([id, others]) => others.flatMap((other, n) => {
      const isTold = id !== other && seen.has(`${other} ${id}`) && [id, other].includes(subject.id);
      seen.add(`${id} ${other}`);
      return isTold ? [{ ...found("E204", linkPath(subject.collection, field, n), { value: other }), id }] : [];
    }));
  });
  const circles = (subject, world) => relations(subject, utpe.taken.spec.rules.upward).flatMap((field) => {
    const graph = new Map(world.links(subject.collection, field));
    const edges = (id) => (graph.get(id) || []).map((other, n) => [other, n]).filter(([other]) => other !== id);
    const [done, told_] = [new Set(), []];
    for (const start of graph.keys()) {
      const trail = [];
      const visit = (id) => {
        trail.push(id);
        for (const [other, n] of edges(id)) {
          const at = trail.indexOf(other);
          const round = [...trail.slice(at), other];
          if (at >= 0 && round.includes(subject.id)) told_.push({ ...found("E205", linkPath(subject.collection, field, n), { circle: round.join(" → ") }), id });
          else if (at < 0 && !done.has(other)) visit(other);
        }
        trail.pop();
        done.add(id);
      };
      if (!done.has(start)) visit(start);
    }
    return told_;
  });

  utpe.rules.push(dangling, repeated, selfReference, mirrored, circles);
})();
