// Near misses, as checks/near.py finds them: those that share most trigrams, compared as Python's difflib does.
(() => {
  const utpe = window.utpe;
  const AT_MOST = 3;
  const CUTOFF = 0.6;
  const FINALISTS = 30;
  const LONGEST = 200;
  const fold = (word) => word.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
  const trigrams = (word) => {
    const padded = [..."  ", ...word, " "];
    return new Set(padded.slice(2).map((_, n) => padded.slice(n, n + 3).join("")));
  };
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  // Where each character stands in `word`; of a long word, those that are everywhere do not count.
  function placesOf(word) {
    const places = new Map();
    word.forEach((character, n) => {
      if (!places.has(character)) places.set(character, []);
      places.get(character).push(n);
    });
    if (word.length >= LONGEST) {
      for (const [character, found] of places) if (found.length > Math.floor(word.length / 100) + 1) places.delete(character);
    }
    return places;
  }

  // The longest run that `a` and `b` share between the given ends, the first of several.
  function longest(a, b, places, [aLow, aHigh, bLow, bHigh]) {
    let best = [aLow, bLow, 0];
    let lengths = new Map();
    for (let i = aLow; i < aHigh; i += 1) {
      const next = new Map();
      for (const j of places.get(a[i]) || []) {
        if (j < bLow) continue;
        if (j >= bHigh) break;
        const length = (lengths.get(j - 1) || 0) + 1;
        next.set(j, length);
        if (length > best[2]) best = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    let [i, j, size] = best;
    while (i > aLow && j > bLow && a[i - 1] === b[j - 1]) [i, j, size] = [i - 1, j - 1, size + 1];
    while (i + size < aHigh && j + size < bHigh && a[i + size] === b[j + size]) size += 1;
    return [i, j, size];
  }

  function ratio(a, b, places) {
    let same = 0;
    const queue = [[0, a.length, 0, b.length]];
    while (queue.length) {
      const [aLow, aHigh, bLow, bHigh] = queue.pop();
      const [i, j, size] = longest(a, b, places, [aLow, aHigh, bLow, bHigh]);
      if (!size) continue;
      same += size;
      if (aLow < i && bLow < j) queue.push([aLow, i, bLow, j]);
      if (i + size < aHigh && j + size < bHigh) queue.push([i + size, aHigh, j + size, bHigh]);
    }
    return a.length + b.length ? (2 * same) / (a.length + b.length) : 1;
  }

  // Returns at most three of `words` that resemble `word`, the nearest first.
  utpe.close = (word, words) => {
    const folded = [...fold(word)].slice(0, LONGEST);
    const asked = trigrams(folded);
    const known = new Map();
    for (const other of words) if (!known.has(fold(other))) known.set(fold(other), other);
    const shared = [];
    for (const other of known.keys()) {
      let count = 0;
      for (const trigram of trigrams(other)) count += asked.has(trigram);
      if (count) shared.push([count, other]);
    }
    shared.sort((a, b) => b[0] - a[0] || byText(a[1], b[1]));
    const places = placesOf(folded);
    return shared.slice(0, FINALISTS)
      .map(([, other]) => [ratio([...other], folded, places), other])
      .filter(([score]) => score >= CUTOFF)
      .sort((a, b) => b[0] - a[0] || byText(b[1], a[1]))
      .slice(0, AT_MOST)
      .map(([, other]) => known.get(other));
  };
})();
