// The rules of checks/ whose findings stand on the record itself, one function for each, with the names of their twins.
// A rule takes a subject ({collection, id, judged}) and the world, and returns findings {code, path, values, close}.
(() => {
  const utpe = window.utpe;
  const told = (...words) => utpe.told(...words);
  const UNKNOWN = "unknown";

  const of = (subject, test) => subject.judged.nodes.filter(test);
  const isKind = (kind) => (node) => node.kind === kind;
  const isForm = (form) => (node) => node.form === form;
  const isPart = (part) => (node) => node.part === part;
  const isStr = (node) => node.kind === "string" || node.kind === "ref" || node.kind === "title";
  const isNumber = (step) => typeof step === "number";
  const found = (code, path, values = {}, close = []) => ({ code, path, values, close });
  const tongue = (language) => told(`in_language.${language}`);
  const fieldOf = (path) => [...path].reverse().find((step) => !isNumber(step));
  // What a part says in a field, or would say if it said nothing.
  const said = (node, name) => {
    const value = node.value[name];
    return value === undefined || value === null ? (utpe.field(node.part, name) || {}).default || "" : value;
  };
  const each = (nodes, make) => nodes.flatMap((node) => make(node) || []);
  const eachText = (subject, make) => each(of(subject, isKind("text")), (node) => Object.entries(node.value).flatMap(([language, text]) => make(node, language, text) || []));

  // ---- texts.py

  const missingTranslation = (subject, world, { languages }) => each(of(subject, isKind("text")), (node) =>
    languages.filter((language) => !utpe.has(node.value, language))
      .map((language) => found("W101", [...node.path, language], { language: tongue(language), field: fieldOf(node.path) })));

  const MARKS = new RegExp("^[«»“”\"'()\\[\\],.;:–—]+|[«»“”\"'()\\[\\],.;:–—]+$", "g");
  function isSentence(text) {
    const { joining, sentence } = utpe.taken.spec.rules;
    const joins = joining.split(" ");
    const words = utpe.words(text).map((word) => word.replace(MARKS, ""));
    const isCommon = words.some((word) => /^\p{Lowercase}/u.test(word) && !joins.includes(word));
    return utpe.count(text) >= sentence && words.some((word) => joins.includes(word)) && isCommon;
  }
  const sameInTwoLanguages = (subject) => each(of(subject, isKind("text")), (node) => {
    if (utpe.taken.spec.rules.names.includes(fieldOf(node.path))) return [];
    const all = Object.entries(node.value);
    const pairs = all.flatMap((one, n) => all.slice(n + 1).map((other) => [one, other]));
    return pairs.filter(([[, text], [, same]]) => text === same && isSentence(text))
      .map(([[one, text], [other]]) => found("W102", [...node.path, other], { value: text, one: tongue(one), other: tongue(other) }));
  });

  const placeholder = (subject) => {
    const { placeholder: pattern, placeholderMost } = utpe.taken.spec.rules;
    const whole = new RegExp(`^(?:${pattern.replace(/\\W/g, "[^\\p{L}\\p{N}_]")})$`, "isu");
    return eachText(subject, (node, language, text) => utpe.count(text) <= placeholderMost && whole.test(text) && found("E117", [...node.path, language], { value: text }));
  };

  const tooLong = (subject) => {
    const limit = utpe.taken.spec.rules.textMost;
    return eachText(subject, (node, language, text) => utpe.count(text) > limit && found("E118", [...node.path, language], { length: utpe.count(text), limit }));
  };

  function invisible(text) {
    const [character] = utpe.forbidden().exec(text);
    const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return told(`invisible.${utpe.kindOf(character)}`, { code: `U+${code}` });
  }
  const invisibleCharacters = (subject) => {
    const isHostile = (text) => utpe.forbidden().test(text);
    const strings = of(subject, isStr).filter((node) => isHostile(node.value)).map((node) => found("E119", node.path, { value: invisible(node.value) }));
    return [...strings, ...eachText(subject, (node, language, text) => isHostile(text) && found("E119", [...node.path, language], { value: invisible(text) }))];
  };

  const USER = /^\s*https?:[/\\]*[^/\\?#]*@/i;
  const addressWithUser = (subject) => of(subject, isStr).filter((node) => USER.test(node.value)).map((node) => found("E120", node.path, { value: node.value }));

  // ---- ids.py

  const reserved = ({ collection, id }) =>
    (utpe.taken.spec.collections[collection] && utpe.taken.lists.reserved.includes(id.toLowerCase()) ? [found("E130", ["id"], { value: id })] : []);

  // Findings of what may stand once only: [id, key, path, value] in order; told are those that concern the subject.
  function twice(code, entries, subject) {
    const first = new Map();
    return entries.flatMap(([id, key, path, value]) => {
      const other = first.get(key);
      if (other === undefined) first.set(key, id);
      return other !== undefined && other !== id && [id, other].includes(subject.id) ? [{ ...found(code, path, { value, other }), id }] : [];
    });
  }
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

  // ---- references.py

  const refs = (subject) => of(subject, isKind("ref"));
  const dangling = (subject, world) => refs(subject).filter((n) => !world.knows(n.field.collection, n.value)).map((n) =>
    found("E201", n.path, { value: n.value, collection_name: n.field.collection }, utpe.close(n.value, world.ids(n.field.collection))));
  const repeated = (subject) => {
    const seen = new Set();
    return refs(subject).filter((n) => isNumber(n.path[n.path.length - 1])).flatMap((n) => {
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

  // ---- dates.py

  const isBefore = (one, other) => !!(one.latest && other.earliest && one.latest < other.earliest);
  const sourceOnly = (rule) => (subject, ...more) => (subject.collection === utpe.taken.spec.inline.collection ? rule(subject, ...more) : []);
  const top = (subject, field) => utpe.valueIn(subject.judged.nodes, [], field);
  const readInFuture = sourceOnly((subject, world, { today }) => {
    const accessed = top(subject, "accessed");
    return accessed && accessed.earliest > today ? [found("E304", ["accessed"], { value: accessed.text, today })] : [];
  });
  const heldInFuture = (subject, world, { today }) => each(of(subject, (n) => n.field && n.field.vocabulary === "EventStatus" && n.value === "held"), (node) => {
    const at = [...node.owner.path, "date"];
    const date = utpe.valueIn(subject.judged.nodes, node.owner.path, "date");
    return date && date.earliest > today && found("E305", at, { value: date.text, today });
  });
  const reviewedOnADay = (subject, world, { today }) => {
    const date = top(subject, "reviewed");
    const isDay = date && date.text === date.earliest && date.earliest <= today;
    return date && !isDay ? [found("E309", ["reviewed"], { value: date.text, today })] : [];
  };
  const inOrder = (code, first, last) => (subject) => {
    const [one, other] = [top(subject, first), top(subject, last)];
    return one && other && isBefore(other, one) ? [found(code, [last], { value: other.text, other: one.text })] : [];
  };
  const CLOCK = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/;
  const impossibleTimes = (subject) => each(of(subject, isForm("time")), (node) => {
    const parts = node.value.split("/");
    const date = utpe.valueIn(subject.judged.nodes, node.owner.path, "date");
    const isBackwards = !(date && date.isInterval) && parts.length > 1 && parts[1] < parts[0];
    return (isBackwards || !parts.every((part) => CLOCK.test(part))) && found("E307", node.path, { value: node.value });
  });
  const FRAMES = ["parent_id", "summit_id"];
  const outsideItsFrame = (subject, world) => each(of(subject, (n) => n.kind === "ref" && subject.collection === "meetings" && n.path.length === 1 && FRAMES.includes(n.name)), (node) => {
    const date = top(subject, "date");
    const told = world.value(node.field.collection, node.value, "date", "dates");
    const frame = typeof told === "string" ? utpe.edtf(told) : told;
    return date && !frame.wrong && (isBefore(date, frame) || isBefore(frame, date)) && found("W301", ["date"], { value: date.text, other: frame.text, frame: node.value });
  });

  // ---- places.py

  const countriesOf = (subject, owner) => {
    const several = of(subject, (n) => n.owner === owner && n.name === "countries").map((n) => n.value);
    const one = of(subject, (n) => n.owner === owner && n.name === "country").map((n) => n.value);
    return several.length ? several : one;
  };
  const isWithin = ([west, south, east, north], lat, lon) => {
    const isBetween = west > east ? lon >= west || lon <= east : lon >= west && lon <= east;
    return isBetween && lat >= south && lat <= north;
  };
  // As Python writes a number that is not whole by nature.
  const decimal = (x) => ({ plain: Number.isInteger(x) ? `${x}.0` : x !== 0 && Math.abs(x) < 1e-4 ? x.toExponential().replace(/e-(\d)$/, "e-0$1") : String(x) });
  const outsideCountry = (subject, world) => each(of(subject, isPart("Point")), (node) => {
    const at = (name) => utpe.valueIn(subject.judged.nodes, node.path, name);
    const countries = countriesOf(subject, node.owner).filter((id) => world.told("countries", id, "boxes"));
    const isAway = countries.length && !countries.some((id) => isWithin(world.told("countries", id, "boxes"), at("lat"), at("lon")));
    return isAway && found("E401", node.path, { lat: decimal(at("lat")), lon: decimal(at("lon")), countries });
  });
  const territoryOf = (zone) => (Object.entries(utpe.taken.lists.zones).find(([, names]) => names.split(" ").includes(zone)) || [])[0];
  const unknownZone = (subject) => each(of(subject, isForm("timezone")), (node) => {
    const names = () => Object.values(utpe.taken.lists.zones).flatMap((zones) => zones.split(" "));
    return territoryOf(node.value) === undefined && found("E402", node.path, { value: node.value }, utpe.close(node.value, names()));
  });
  const unknownLanguage = (subject) => of(subject, isForm("language")).filter((n) => !utpe.taken.lists.codes.split(" ").includes(n.value)).map((n) => found("E403", n.path, { value: n.value }));
  const WORLD = "001";
  const zoneOfAnotherCountry = (subject) => each(of(subject, isForm("timezone")), (node) => {
    const [zone, country] = [territoryOf(node.value), utpe.valueIn(subject.judged.nodes, node.owner.path, "country")];
    return zone && country && ![country, WORLD].includes(zone) && found("W401", node.path, { value: node.value, zone_country: zone, country });
  });
  const cityOfAnotherCountry = (subject, world) => each(of(subject, (n) => subject.collection === "borders" && n.path[0] === "city_ids"), (node) => {
    const country = world.told("cities", node.value, "countries");
    const countries = countriesOf(subject, node.owner);
    return country && !countries.includes(country) && found("W402", node.path, { value: node.value, country, countries });
  });

  // ---- evidence.py

  const names = (path) => path.filter((step) => !isNumber(step));
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

  // ---- documents.py

  const documents = (subject) => of(subject, isPart("Document"));
  const foundNowhere = (subject) => documents(subject).filter((node) => said(node, "state") === "found" && !["url", "file", "archived", "source_id", "publication_id"].some((name) => said(node, name)))
    .map((node) => found("E510", node.path));
  const notFoundYetThere = (subject) => each(documents(subject).filter((node) => said(node, "state") === "not_found"), (node) =>
    ["url", "file", "archived"].filter((name) => said(node, name)).map((name) => found("E513", [...node.path, name], { field: name })));
  const missingFile = (subject) => each(of(subject, isForm("file")), (node) => {
    const { folder, files } = utpe.taken.lists.documents;
    return !files.includes(node.value) && found("E511", node.path, { value: `${folder}/${node.value}` }, utpe.close(node.value, files));
  });
  const namelessAuthor = (subject) => of(subject, isPart("Author")).filter((node) => {
    const [family, given, literal] = ["family", "given", "literal"].map((name) => said(node, name));
    return !family === !literal || (given && !family);
  }).map((node) => found("E520", node.path));
  const isMod11 = (digits) => {
    if (!/^[0-9]+$/.test(digits.slice(0, -1))) return false;
    const values = [...digits].map((digit) => (digit === "X" ? 10 : +digit));
    return values.reduce((sum, value, n) => sum + value * (values.length - n), 0) % 11 === 0;
  };
  const isIsbn = (text) => {
    const digits = text.replace(/-/g, "");
    if (/^[0-9]{13}$/.test(digits)) return [...digits].reduce((sum, digit, n) => sum + digit * (n % 2 ? 3 : 1), 0) % 10 === 0;
    return digits.length === 10 && isMod11(digits);
  };
  const wrongCheckDigit = (subject) => of(subject, (n) => (n.form === "isbn" && !isIsbn(n.value)) || (n.form === "issn" && !isMod11(n.value.replace("-", "")))).map((n) => found("W520", n.path, { value: n.value }));
  const sameDoi = (subject, world) => {
    const dois = world.ids(subject.collection).map((id) => [id, world.value(subject.collection, id, "doi", "dois")]);
    return twice("W521", dois.filter(([, doi]) => doi).map(([id, doi]) => [id, doi.toLowerCase(), ["doi"], doi]), subject);
  };

  utpe.rules = [
    missingTranslation, sameInTwoLanguages, placeholder, tooLong, invisibleCharacters, addressWithUser,
    reserved, formerInUse, confusable, dangling, repeated, selfReference, mirrored, circles,
    readInFuture, heldInFuture, inOrder("E306", "established", "dissolved"), impossibleTimes, sourceOnly(inOrder("E308", "date", "accessed")), reviewedOnADay, outsideItsFrame,
    outsideCountry, unknownZone, unknownLanguage, zoneOfAnotherCountry, cityOfAnotherCountry,
    statusWithoutEvidence, supportsUnknownField, inferredUnknownField, sameAddress, citedTwice,
    foundNowhere, notFoundYetThere, missingFile, namelessAuthor, wrongCheckDigit, sameDoi,
  ];
})();
