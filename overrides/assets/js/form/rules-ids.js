// Ids as addresses: E130, E131, W130 (checks/ids.py).
(() => {
  const utpe = window.utpe;
  const { of, found, twice } = utpe.rule;

  const reserved = ({ collection, id }) =>
    (utpe.taken.spec.collections[collection] && utpe.taken.lists.reserved.includes(id.toLowerCase()) ? [found("E130", ["id"], { value: id })] : []);

  const formerInUse = (subject, world) => {
    const { former = {} } = utpe.taken.lists.records[subject.collection] || {};
    const ids = world.ids(subject.collection);
    const owners = new Map();
    const formers = (id) => {
      const own = world.subject(subject.collection, id);
      if (own) return of(own, (n) => n.path[0] === "former_ids" && n.path.length === 2).map((n) => n.value);
      return Object.keys(former).filter((old) => former[old] === id);
    };
    return ids.flatMap((id) => formers(id).flatMap((old, n) => {
      if (old === id) return [];
      const other = ids.includes(old) ? old : owners.get(old);
      if (!owners.has(old)) owners.set(old, id);
      return other && [id, other].includes(subject.id) ? [{ ...found("E131", ["former_ids", n], { value: old, other }), id }] : [];
    }));
  };
  const confusable = (subject, world) => twice("W130", world.ids(subject.collection).map((id) => [id, id.replace(/-/g, ""), ["id"], id]), subject);

  utpe.rules.push(reserved, formerInUse, confusable);
})();
