// The register as `forms/lists.js` tells of it, with the record of the form and the sources that it brings in their places.
(() => {
  const utpe = window.utpe;
  const SELF = "sources";

  // The sources that a record brings along, apart from it (records/inline.py): {tree, brought}.
  utpe.apart = (tree) => {
    const { field } = utpe.taken.spec.inline;
    const brought = [];
    const citation = (item) => {
      if (!utpe.isMap(item) || !utpe.isMap(item[field]) || !utpe.has(item, "id")) return item;
      const { [field]: source, ...kept } = item;
      brought.push({ id: item.id, ...source });
      return kept;
    };
    const without = (value, name) => {
      if (Array.isArray(value)) return value.map((item) => (name === SELF ? citation(item) : without(item)));
      return utpe.isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, key)])) : value;
    };
    return { tree: without(tree), brought };
  };

  // Where each record of a collection stands: «data/meetings.yaml:12».
  function placesOf({ files = {} }) {
    const places = [];
    for (const [file, steps] of Object.entries(files)) {
      let line = 0;
      for (const step of steps) places.push({ file, line: (line += step) });
    }
    return places;
  }

  class World {
    // `subjects`: {collection, id, judged, file} each, in their order; those that are no records (yet) are left out.
    constructor(subjects) {
      this.subjects = subjects;
      this.collections = {};
    }

    // The ids of a collection in the order of the files, those of the form among them.
    ids(collection) {
      if (!this.collections[collection]) {
        const told = utpe.taken.lists.records[collection] || { ids: [] };
        const ids = [...told.ids];
        const places = placesOf(told);
        for (const { id, file } of this.subjects.filter((s) => s.collection === collection && !told.ids.includes(s.id))) {
          // A file of its own is read in the order of names, after that of the whole collection.
          const isOwn = file.split("/").slice(-2)[0] === collection;
          const at = isOwn ? places.findIndex((place) => place.file.split("/").length > 2 && place.file > file) : -1;
          ids.splice(at < 0 ? ids.length : at, 0, id);
        }
        this.collections[collection] = ids;
      }
      return this.collections[collection];
    }

    subject(collection, id) {
      return this.subjects.find((s) => s.collection === collection && s.id === id);
    }

    place(collection, id) {
      const told = utpe.taken.lists.records[collection];
      const { file, line } = placesOf(told)[told.ids.indexOf(id)] || {};
      return file ? `${file}:${line}` : "";
    }

    // What `forms/lists.js` tells of a record in a list beside the ids (`dates`, `countries`, …).
    told(collection, id, list) {
      const { ids, [list]: values = [] } = utpe.taken.lists.records[collection] || { ids: [] };
      return values[ids.indexOf(id)] || "";
    }

    // A value of a field of a record, wherever it is told: of the form's own, as judged.
    value(collection, id, field, list) {
      const subject = this.subject(collection, id);
      return subject ? utpe.valueIn(subject.judged.nodes, [], field) : this.told(collection, id, list);
    }

    // [id, others] for each record: where a field of the collection leads.
    links(collection, field) {
      const { links = {} } = utpe.taken.lists.records[collection] || {};
      const told = links[field] || {};
      const own = (subject) => subject.judged.nodes.filter((n) => n.kind === "ref" && n.path[0] === field && n.field.collection === collection).map((n) => n.value);
      return this.ids(collection).map((id) => {
        const subject = this.subject(collection, id);
        return [id, subject ? own(subject) : told[id] || []];
      });
    }
  }
  utpe.World = World;

  const isAt = (path, other) => path.length === other.length && path.every((step, n) => step === other[n]);
  utpe.nodeAt = (nodes, path) => nodes.find((node) => isAt(node.path, path));
  utpe.valueIn = (nodes, path, field) => {
    const node = utpe.nodeAt(nodes, [...path, field]);
    return node ? node.value : "";
  };
})();
