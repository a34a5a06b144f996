// Dates as people write them, as parts, as EDTF, and in words.
(() => {
  const ui = (window.utpe.ui = window.utpe.ui || {});
  // Their names in both languages, whole and short, whatever that of the page.
  let names = null;
  const MONTHS = () => (names = names || Array.from({ length: 12 }, (_, n) => ["es", "pt"].flatMap((code) => ["long", "short"].map((month) =>
    ui.fold(new Intl.DateTimeFormat(code, { month, timeZone: "UTC" }).format(new Date(Date.UTC(2000, n, 1)))).replace(".", "")).concat(n === 8 ? ["setiembre", "set", "sep"] : []))));
  const monthOf = (word) => MONTHS().findIndex((names) => names.includes(word)) + 1;
  const ALL = () => MONTHS().flat().sort((a, b) => b.length - a.length).join("|");
  const RAW = /^(\d{3}[\dX])(?:-(\d\d))?(?:-(\d\d))?([?~%])?$/;
  const two = (n) => String(n).padStart(2, "0");
  const EMPTY = { day: "", month: "", year: "" };

  ui.lastDay = (year, month) => new Date(Date.UTC(2000 + (+year % 400), month, 0)).getUTCDate();

  function side(text) {
    const all = new RegExp(`^(?:(\\d{1,2})\\s*)?(?:\\b(${ALL()})\\b\\.?\\s*)?(\\d{3}[\\dx])?$`).exec(text.trim());
    return all && text.trim() ? { day: all[1] || "", month: all[2] ? String(monthOf(all[2])) : "", year: (all[3] || "").toUpperCase() } : null;
  }

  // Returns {start, end, isPeriod, isOpen, isAbout, isDeduced}, or null when it is not understood.
  ui.readDate = (text) => {
    const raw = ui.fromEdtf(text.trim());
    if (raw) return raw;
    let said = ` ${ui.fold(text).replace(/[º°ª]/g, "")} `;
    const isAbout = /\b(hacia|circa|cerca de|por volta de|aprox\w*|alrededor de)\b|\bc\. ?\d|~/.test(said);
    const isDeduced = /\?/.test(said);
    said = said.replace(/\b(hacia|circa|cerca de|por volta de|aprox\w*\.?|alrededor de)\b|\bc\. ?(?=\d)|[~?]/g, " ");
    said = said.replace(/\b(lunes|martes|miercoles|jueves|viernes|sabado|domingo|(segunda|terca|quarta|quinta|sexta)(-feira)?)\b/g, " ");
    const isOpen = /\b(desde|a partir de)\b(?!.*\b(hasta|ate)\b)/.test(said);
    const isBefore = /^\s*(hasta|ate)\b/.test(said);
    // Numbers: 2014-06-03, 3/6/2014, 6/2014.
    said = said.replace(/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, (_, y, m, d) => ` ${d} #${m}# ${y} `);
    said = said.replace(/\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/g, (_, d, m, y) => ` ${d} #${m}# ${y} `);
    said = said.replace(/\b(\d{1,2})[-/.](\d{4})\b/g, (_, m, y) => ` #${m}# ${y} `);
    let wrong = "";
    said = said.replace(/#(\d+)#/g, (_, m) => (MONTHS()[m - 1] ? MONTHS()[m - 1][0] : ((wrong = m), "")));
    if (wrong) return { wrongMonth: wrong };
    said = said.replace(new RegExp(`\\b(${ALL()})\\b\\.?\\s*/\\s*(?=\\d)`, "g"), "$1 ");
    said = said.replace(/^\s*(entre|desde|a partir de|hasta|ate|del?|do)\b/, " ").replace(/\b(de|del|do|da|el|la|los|dia|dias|o|os|ano|anio|mes|a las|er)\b/g, " ").replace(/\b1ro\b|\b1er\b/g, "1");
    const sides = said.split(/\s+(?:al?|aos?|hasta|ate|y|e)\s+|\s*[–—,/]\s*|\s*-\s*/).map((s) => s.replace(/[.\s]+/g, " ").trim()).filter(Boolean).map(side);
    if (!sides.length || sides.includes(null)) return null;
    const first = sides[0];
    const last = sides[sides.length - 1];
    if (!first.year) first.year = last.year;
    if (first.day && !first.month) first.month = last.month;
    if (!first.year || (first.day && !first.month) || (last.day && !last.month)) return null;
    const isPeriod = sides.length > 1 || isOpen || isBefore;
    const start = isBefore ? EMPTY : first;
    const end = sides.length > 1 || isBefore ? last : EMPTY;
    return { start, end, isPeriod, isOpen, isAbout, isDeduced };
  };

  ui.fromEdtf = (text) => {
    const ends = text.split("/");
    if (ends.length > 2 || !text || ends[0] === "..") return null;
    const marks = [];
    const read = ends.map((end) => {
      if (end === "" || end === "..") return EMPTY;
      const found = RAW.exec(end);
      if (!found) return null;
      marks.push(found[4] || "");
      return { day: found[3] ? String(+found[3]) : "", month: found[2] ? String(+found[2]) : "", year: found[1] };
    });
    // One mark for the whole is what the form can show.
    if (read.includes(null) || !marks.length || marks.some((mark) => mark !== marks[0])) return null;
    const parts = { start: read[0], end: read[1] || EMPTY, isPeriod: ends.length > 1, isOpen: ends[1] === "..", isAbout: /[~%]/.test(marks[0]), isDeduced: /[?%]/.test(marks[0]) };
    return ui.toEdtf(parts) === text ? parts : null;
  };

  const written = ({ day, month, year }, mark) => {
    if (!day && !month && !year) return "";
    // What is incomplete is kept as it was typed, and explained.
    if (!year || (day && !month)) return [day, month, year].filter(Boolean).join("/");
    return year + (month ? `-${two(month)}` : "") + (day ? `-${two(day)}` : "") + mark;
  };
  ui.toEdtf = ({ start, end, isPeriod, isOpen, isAbout, isDeduced }) => {
    const mark = isAbout ? (isDeduced ? "%" : "~") : isDeduced ? "?" : "";
    const first = written(start, mark);
    if (!isPeriod) return first;
    const last = isOpen ? ".." : written(end, mark);
    return first || (last && last !== "..") ? `${first}/${last}` : "";
  };

  // Why parts make no date, in words; empty when they do, or when there are none.
  ui.whyNot = (parts) => {
    for (const { day, month, year } of parts.isPeriod ? [parts.start, parts.end] : [parts.start]) {
      if ((day || month) && !year) return ui.t("date_year_first");
      if (day && !month) return ui.t("date_month_first");
      if (month && !(month >= 1 && month <= 12)) return ui.t("date_no_month", { month });
      if (day && /^\d{4}$/.test(year) && !(day >= 1 && day <= ui.lastDay(year, month))) {
        return ui.t("date_no_day", { month: ui.months()[month - 1], year, last: ui.lastDay(year, month) });
      }
    }
    return "";
  };
  // As text/dates.py, with the names of the same CLDR.
  const inWords = (year, month, day) => {
    const shape = { year: "numeric", timeZone: "UTC", ...(month && { month: "long" }), ...(day && { day: "numeric" }) };
    const text = new Intl.DateTimeFormat(ui.words().tag, shape).format(new Date(Date.UTC(2000, month - 1 || 0, day || 1)));
    return first(text.replace("2000", year));
  };
  const first = (text) => text.replace(/^1(?!\d)/, ui.words().dates.first);
  ui.months = () => Array.from({ length: 12 }, (_, n) => inWords("", n + 1).replace(/( de| of)? *$/, ""));
  const one = ({ day, month, year }) =>
    year.endsWith("X") ? fill("decade", { year: year.replace("X", "0") }) : month ? inWords(year, +month, +day) : year;
  const fill = (key, values) => ui.words().dates[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function span(start, end) {
    const [a, b] = [start, end].map((x) => (x.day ? "day" : x.month ? "month" : "year"));
    if (["day", "month", "year"].every((part) => start[part] === end[part])) return one(start);
    if (a === "day" && b === "day" && start.year === end.year && start.month === end.month) {
      return fill("days_of_month", { first: first(start.day), last: one(end) });
    }
    let from = one(start);
    if (a === b && a !== "year" && start.year === end.year) from = from.replace(new RegExp(`\\s+((de|of)\\s+)?${start.year}$`), "");
    return fill(b === "day" ? "span_to_day" : "span", { first: from, last: one(end) });
  }

  ui.dateInWords = ({ start, end, isPeriod, isOpen, isAbout, isDeduced }) => {
    if (!start.year && !end.year) return "";
    let date;
    if (!isPeriod) date = one(start);
    else if (start.year && end.year && !isOpen) date = span(start, end);
    else if (start.year) date = fill(isOpen ? "since" : "from", { date: one(start) });
    else date = fill("until", { date: one(end) });
    if (isAbout) date = ui.t("date_about", { date });
    return isDeduced ? ui.t("date_deduced", { date }) : date;
  };
})();
