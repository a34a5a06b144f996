// Texts that one language changed and another did not: W103 (checks/translations.py, records/translation.py).
(() => {
  const utpe = window.utpe;
  const { of, isKind, isIndex, found, tongue } = utpe.rule;

  const revisions = (texts) => Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, utpe.textRevision(text)]));
  const shared = (one, other) => Object.keys(one).filter((language) => one[language] === other[language]).length;
  const isSame = (one, other) => shared(one, other) === Object.keys(one).length && shared(other, one) === Object.keys(other).length;

  // What was confirmed of a text, if any of that is still so; a line that another text of the list agrees with is about that.
  function lineOf(now, lines, beside) {
    if (lines.some((line) => isSame(line, now))) return now;
    const free = lines.filter((line) => !beside.some((other) => isSame(line, other)));
    return free.reduce((best, line) => (shared(line, now) > shared(best, now) ? line : best), {});
  }
  const notInStep = (subject) => {
    const fields = new Map();
    for (const node of of(subject, isKind("text"))) {
      const field = node.path.filter((step) => !isIndex(step)).join(".");
      fields.set(field, [...(fields.get(field) || []), { node, now: revisions(node.value) }]);
    }
    return [...fields].flatMap(([field, all]) => all.flatMap(({ node, now }) => {
      const line = lineOf(now, subject.confirmed[field] || [], all.map((other) => other.now));
      const both = Object.keys(now).filter((language) => language in line);
      const changed = both.filter((language) => line[language] !== now[language]);
      return both.filter((language) => !changed.includes(language)).flatMap((language) => {
        // A copy waits for its translation; what it was copied from does not.
        const others = changed.filter((code) => node.value[code] !== node.value[language]);
        return others.length ? [found("W103", [...node.path, language], { language: tongue(language), others: others.map(tongue) })] : [];
      });
    }));
  };

  utpe.rules.push(notInStep);
})();
