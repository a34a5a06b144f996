// Dates at the precision known, as records/edtf.py reads them. Days are texts (2014-08-31), which sort as they follow.
(() => {
  const utpe = window.utpe;
  const POINT = /^([0-9]{3}[0-9X])(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)$/;
  const two = (number) => String(number).padStart(2, "0");
  const four = (number) => String(number).padStart(4, "0");
  const lastDay = (year, month) => [31, year % 4 || (year % 100 === 0 && year % 400) ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

  function moment(part) {
    const match = POINT.exec(part);
    if (!match) return { wrong: "E301" };
    const isDecade = match[1].endsWith("X");
    if (isDecade && match[2]) return { wrong: "E301" };
    const year = +match[1].replace("X", "0");
    const month = match[2] === undefined ? 0 : +match[2];
    const day = match[3] === undefined ? 0 : +match[3];
    const isMonth = match[2] === undefined || (month >= 1 && month <= 12);
    if (year < 1 || !isMonth || (match[3] !== undefined && (day < 1 || day > lastDay(year, month)))) return { wrong: "E302" };
    const end = isDecade ? `${four(year + 9)}-12-31` : `${four(year)}-${two(month || 12)}-${two(day || lastDay(year, month || 12))}`;
    return { earliest: `${four(year)}-${two(month || 1)}-${two(day || 1)}`, latest: end };
  }

  // Returns {text, earliest, latest, isInterval}, the days empty where nobody knows, or {wrong: code}.
  utpe.edtf = (text) => {
    const parts = text.split("/");
    const isPoint = (part) => part !== "" && part !== "..";
    if (parts.length > 2 || !parts.some(isPoint) || (parts.length === 1 && text.includes(".."))) return { wrong: "E301" };
    const moments = parts.map((part) => (isPoint(part) ? moment(part) : { earliest: "", latest: "" }));
    const wrong = moments.find((found) => found.wrong);
    if (wrong) return wrong;
    const [start, end] = [moments[0], moments[moments.length - 1]];
    if (start.earliest && end.latest && end.latest < start.earliest) return { wrong: "E303" };
    return { text, earliest: start.earliest, latest: end.latest, isInterval: parts.length === 2 };
  };
})();
