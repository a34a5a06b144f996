// A record judged whole, as `utpe check` would judge it in its file.
(() => {
  const utpe = window.utpe;
  const isText = (value) => typeof value === "string";
  const isSame = (register, ...records) => new Set(records.map(([name, id]) => register.place(name, id).replace(/:\d+$/, ""))).size === 1;

  // Returns [{code, severity, path, collection, id, values, close}]: what is wrong with a record, and with the sources
  // that it brings. `context`: {today, languages, file?, early?, confirmed?}; in a file below `proposals/` it corrects
  // another, of whose texts `confirmed` tells which revisions say the same, by field. As in
  // `utpe check`, rules judge only what is whole; with `early` they judge what is there already.
  utpe.check = (collection, tree, { today, languages, file = `data/${collection}/`, early = false, confirmed = {} }) => {
    const isCorrection = /(^|\/)proposals\//.test(file);
    const { tree: bare, brought } = utpe.apart(tree);
    const sources = utpe.taken.spec.inline.collection;
    const subjects = [[collection, bare], ...brought.map((source) => [sources, source])].map(([name, value], n) => ({
      collection: name,
      id: utpe.isMap(value) && isText(value.id) ? value.id : "",
      file,
      confirmed: n ? {} : confirmed,
      judged: utpe.judged(utpe.modelOf(name), value),
    }));

    // A name that is another's already, or a correction of nothing.
    const taken = new Map();
    for (const subject of subjects) {
      const { collection: name, id, judged } = subject;
      const known = (utpe.taken.lists.records[name] || { ids: [] }).ids.includes(id);
      const isWhole = !judged.findings.length;
      const at = (code, values) => judged.findings.push({ code, path: ["id"], values: { value: id, ...values }, close: [] });
      if (isWhole && isCorrection && subject === subjects[0]) {
        if (!known) at("E150", { collection: name });
      } else if (id && (isWhole || early)) {
        const register = new utpe.World([]);
        // What the corrected record itself brought along is corrected with it.
        const isOwn = known && isCorrection && isSame(register, [name, id], [collection, subjects[0].id]);
        if (known && !isOwn) at("E104", { first: register.place(name, id) });
        else if (taken.has(`${name}/${id}`)) at("E104", { first: file });
        else if (isWhole) taken.set(`${name}/${id}`, subject);
      }
    }

    // Whoever cannot be read is there all the same, under its id or under one that nobody knows.
    const world = new utpe.World(subjects.filter((subject) => !subject.judged.findings.length));
    const broken = subjects.filter((subject) => subject.judged.findings.length);
    const isUnreadable = (name) => broken.some((s) => s.collection === name && (!s.id || s.judged.findings.some(({ path }) => path.length === 1 && path[0] === "id")));
    world.knows = (name, id) => world.ids(name).includes(id) || broken.some((s) => s.collection === name && s.id === id) || isUnreadable(name);

    // What concerns two of the subjects is found with each.
    const seen = new Set();
    const isFirst = (finding) => {
      const key = JSON.stringify(finding);
      return !seen.has(key) && seen.add(key);
    };
    return subjects.flatMap((subject) => {
      const { judged } = subject;
      const isJudged = early || !judged.findings.length;
      const ruled = isJudged ? utpe.rules.flatMap((rule) => rule(subject, world, { today, languages })) : [];
      return [...judged.findings, ...ruled].map((finding) => ({
        severity: finding.code.startsWith("E") ? "error" : "warning",
        collection: subject.collection,
        id: subject.id,
        ...finding,
      }));
    }).filter(isFirst);
  };
})();
