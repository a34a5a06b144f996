// The questions of the page as one tree: each knows how to give its answer, take one, and find a place in it.
// A widget has `el`, `get()` (undefined when unanswered), `set(value)` and `at(path)`, the element to speak at; and
// `takes(value)`, where it can show other values than texts: a draft may be older than the models.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});
  const owner = (el) => el.parentElement.closest("[data-f], .item, #form");
  const within = (scope) => [...scope.querySelectorAll("[data-f]")].filter((el) => owner(el) === scope);
  const isTrue = (value) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);
  const isText = (value) => typeof value === "string";
  const areTexts = (value) => Array.isArray(value) && value.every(isText);
  const areTongues = (value) => utpe.isMap(value) && Object.values(value).every(isText);
  const cleaned = (input) => ui.clean(input.value, input.dataset.lines === "").text;

  function simple(el) {
    const input = el.querySelector("input, textarea, select");
    if (el.dataset.w === "long") input.dataset.lines = "";
    return { el, get: () => cleaned(input) || undefined, set: (value) => { input.value = value === undefined ? "" : value; ui.grow(input); } };
  }

  function number(el) {
    const widget = simple(el);
    const input = el.querySelector("input");
    // «1.234,5», «1,234.5», «1.234.567»: the last separator is that of decimals, unless there are several of it.
    input.addEventListener("change", () => {
      let value = input.value.replace(/\s/g, "").replace(/\u2212/g, "-");
      const marks = /^-?[\d.,]+$/.test(value) ? value.match(/[.,]/g) || [] : [];
      const last = marks[marks.length - 1];
      if (marks.length > 1 || last === ",") {
        const parts = marks.indexOf(last) === marks.length - 1 ? value.split(last) : [value];
        value = parts.map((part) => part.replace(/[.,]/g, "")).join(".");
      }
      if (value !== input.value.trim()) {
        input.value = value;
        ui.tell(el, ui.t("decimal", { value }));
      }
    });
    return widget;
  }

  function lines(el) {
    const input = el.querySelector("textarea");
    input.dataset.lines = "";
    const get = () => cleaned(input).split("\n").map((line) => line.trim()).filter(Boolean);
    return { el, takes: areTexts, get: () => (get().length ? get() : undefined), set: (value) => { input.value = (value || []).join("\n"); ui.grow(input); } };
  }

  function check(el) {
    const input = el.querySelector("input");
    let given = false;
    return { el, takes: (value) => ["true", "false"].includes(value), get: () => (input.checked ? "true" : given ? "false" : undefined), set: (value) => { given = value === "false"; input.checked = value === "true"; } };
  }

  // A value that the list does not have stands in it, so that nothing is lost.
  function addChoice(el, all, value) {
    const input = ui.make("input", { type: all[0].type, name: all[0].name, value });
    input.checked = true;
    all.push(input);
    el.querySelector(".opts").append(ui.make("label", { class: "opt" }, input, ui.make("span", {}, value)));
  }

  function radios(el) {
    const all = [...el.querySelectorAll("input")];
    const usual = el.dataset.default || "";
    let given = false;
    return {
      el,
      get: () => {
        const value = (all.find((input) => input.checked) || {}).value;
        return value && (value !== usual || given) ? value : undefined;
      },
      set: (value) => {
        given = value !== undefined;
        for (const input of all) input.checked = input.value === (value === undefined ? usual : value);
        if (given && !all.some((input) => input.checked)) addChoice(el, all, value);
      },
    };
  }

  function select(el) {
    const widget = simple(el);
    const input = el.querySelector("select");
    return { ...widget, set: (value) => {
      if (value && ![...input.options].some((o) => o.value === value)) input.append(new Option(value, value));
      input.value = value === undefined ? "" : value;
    } };
  }

  function checks(el) {
    const all = [...el.querySelectorAll("input")];
    return {
      el,
      takes: areTexts,
      get: () => { const values = all.filter((i) => i.checked).map((i) => i.value); return values.length ? values : undefined; },
      set: (value = []) => {
        for (const input of all) input.checked = value.includes(input.value);
        for (const one of value) if (!all.some((input) => input.value === one)) addChoice(el, all, one);
      },
    };
  }

  function time(el) {
    const [from, to] = el.querySelectorAll("input");
    return {
      el,
      takes: (value) => /^([01]\d|2[0-3]):[0-5]\d(\/([01]\d|2[0-3]):[0-5]\d)?$/.test(value) && isText(value),
      get: () => (from.value || to.value ? from.value + (to.value && `/${to.value}`) : undefined),
      set: (value = "") => { [from.value, to.value] = [...value.split("/"), ""]; },
    };
  }

  function text(el) {
    const sides = new Map([...el.querySelectorAll(".tongues [data-l]")].map((side) => [side.dataset.l, side.querySelector("textarea")]));
    // Texts in languages that the page does not ask for.
    let others = {};
    return {
      el,
      takes: areTongues,
      get: () => {
        const found = { ...others };
        for (const [language, input] of sides) if (cleaned(input)) found[language] = cleaned(input);
        return Object.keys(found).length ? found : undefined;
      },
      set: (value) => {
        const texts = areTongues(value) ? value : {};
        others = Object.fromEntries(Object.entries(texts).filter(([language]) => !sides.has(language)));
        for (const [language, input] of sides) { input.value = texts[language] || ""; ui.grow(input); }
      },
      at: ([language]) => (sides.get(language) || {}).parentElement || el,
    };
  }

  function title(el) {
    const described = text(el);
    const printed = [...el.querySelectorAll("input")].find((input) => input.type !== "radio");
    const [plain, other] = el.querySelectorAll("input[type=radio]");
    const show = () => {
      printed.hidden = other.checked;
      el.querySelector(".tongues").parentElement.hidden = !other.checked;
    };
    el.addEventListener("change", show);
    return {
      el,
      takes: (value) => isText(value) || areTongues(value),
      get: () => (other.checked ? described.get() : cleaned(printed) || undefined),
      set: (value) => {
        other.checked = !!value && typeof value === "object";
        plain.checked = !other.checked;
        printed.value = other.checked ? "" : value || "";
        described.set(value);
        show();
      },
      at: (path) => (path.length ? described.at(path) : el),
    };
  }

  function date(el) {
    const [start, end] = [...el.querySelectorAll(".moment")].map((row) => {
      const [day, year] = row.querySelectorAll("input");
      const month = row.querySelector("select");
      if (month.options.length < 2) month.append(...ui.months().map((name, n) => new Option(name, n + 1)));
      return { row, day, month, year };
    });
    const [isPeriod, isOpen, isAbout, isDeduced] = el.querySelectorAll(".marks input");
    const paste = el.querySelector(".paste input");
    const reads = el.querySelector(".reads");
    let odd = "";
    const part = ({ day, month, year }) => ({ day: day.value.trim().replace(/^0+(?=\d)/, ""), month: month.value, year: year.value.trim().toUpperCase() });
    const parts = () => ({ start: part(start), end: part(end), isPeriod: isPeriod.checked, isOpen: isPeriod.checked && isOpen.checked, isAbout: isAbout.checked, isDeduced: isDeduced.checked });
    const show = (told = "") => {
      end.row.hidden = !isPeriod.checked || isOpen.checked;
      isOpen.closest("label").hidden = !isPeriod.checked;
      const why = told || (odd ? ui.t("date_not", { value: odd }) : ui.whyNot(parts()));
      const words = !why && ui.fromEdtf(ui.toEdtf(parts())) ? ui.dateInWords(parts()) : "";
      reads.textContent = why || (words ? ui.t("date_read", { date: words }) : "");
      reads.classList.toggle("error", !!why);
    };
    const fill = (found) => {
      for (const [side, value] of [[start, found.start], [end, found.end]]) for (const name of ["day", "month", "year"]) side[name].value = value[name];
      [isPeriod.checked, isOpen.checked, isAbout.checked, isDeduced.checked] = [found.isPeriod, found.isOpen, found.isAbout, found.isDeduced];
    };
    const understand = (typed) => {
      const found = ui.readDate(ui.clean(typed).text);
      odd = "";
      if (found && found.start) {
        fill(found);
        return show();
      }
      odd = ui.clean(typed).text;
      return show(found ? ui.t("date_no_month", { month: found.wrongMonth }) : "");
    };
    paste.addEventListener("input", () => (paste.value.trim() ? understand(paste.value) : ((odd = ""), show())));
    // A whole date pasted into the day or the year is understood too.
    el.addEventListener("paste", (event) => {
      const typed = (event.clipboardData || { getData: () => "" }).getData("text");
      if (event.target === paste || !/\D/.test(typed.trim())) return;
      event.preventDefault();
      paste.value = typed.trim();
      paste.dispatchEvent(new Event("input", { bubbles: true }));
    });
    el.addEventListener("input", (event) => {
      if (event.target === paste) return;
      odd = paste.value = "";
      show();
    });
    show();
    return {
      el,
      // What was not understood is kept as it was typed.
      get: () => odd || ui.toEdtf(parts()) || undefined,
      set: (value = "") => {
        const found = value ? ui.fromEdtf(value) : ui.fromEdtf("2000");
        odd = found ? "" : value;
        paste.value = odd;
        if (!value) found.start = found.end;
        if (found) fill(found);
        show();
      },
      explains: () => !!odd || !!ui.whyNot(parts()),
    };
  }

  function pick(el) {
    const input = el.querySelector("input");
    const { c: collection } = el.dataset;
    const isList = "list" in el.dataset;
    let values = [];
    const chips = isList ? ui.make("ul", { class: "chips" }) : null;
    if (chips) input.before(chips);
    const changed = () => el.dispatchEvent(new Event("input", { bubbles: true }));
    const draw = () => {
      if (!chips) {
        input.value = values.length ? ui.nameOf(collection, values[0]) : "";
        return;
      }
      chips.replaceChildren(...values.map((id) => {
        const name = ui.nameOf(collection, id);
        const button = ui.make("button", { type: "button", "aria-label": ui.t("remove", { name }) }, "×");
        button.addEventListener("click", () => {
          values = values.filter((other) => other !== id);
          draw();
          changed();
          ui.announce(ui.t("removed", { name }));
          input.focus();
        });
        return ui.make("li", {}, name, button);
      }));
      chips.hidden = !values.length;
    };
    // The name of what is chosen stands in the box; any other text there is not chosen yet.
    const typed = () => {
      const said = ui.clean(input.value).text;
      return !chips && values.length && said === ui.clean(ui.nameOf(collection, values[0])).text ? "" : said;
    };
    ui.picker(input, collection, () => (chips ? values : []), (option) => {
      values = chips ? [...values, option.id] : [option.id];
      input.value = "";
      draw();
      changed();
      ui.announce(ui.t(chips ? "added" : "chosen", { name: option.name }));
      if (option.chosen) option.chosen();
    });
    draw();
    return {
      el,
      typed,
      takes: isList ? areTexts : isText,
      get: () => {
        const rest = typed() ? [typed()] : [];
        if (!chips) return rest[0] || (ui.clean(input.value).text ? values[0] : undefined);
        return values.length + rest.length ? [...values, ...rest] : undefined;
      },
      set: (value) => {
        values = value === undefined ? [] : isList ? [...value] : [value];
        input.value = "";
        draw();
      },
      redraw: () => !typed() && draw(),
    };
  }

  // ---- Parts: fields of their own; what the form does not ask for stays as it was.

  ui.partOf = (el) => {
    const fields = new Map(within(el).map((field) => [field.dataset.f, ui.widget(field)]));
    let rest = {};
    return {
      el,
      fields,
      takes: utpe.isMap,
      get: () => {
        const found = { ...rest };
        for (const [name, field] of fields) {
          const value = field.get();
          if (isTrue(value)) found[name] = value;
        }
        return Object.keys(found).length ? found : undefined;
      },
      set: (value) => {
        rest = {};
        const given = utpe.isMap(value) ? value : {};
        const fits = (name) => fields.has(name) && (fields.get(name).takes || isText)(given[name]);
        for (const name of Object.keys(given)) if (!fits(name)) rest[name] = given[name];
        for (const [name, field] of fields) field.set(fits(name) ? given[name] : undefined);
      },
      unknown: () => Object.keys(rest),
      at: ([name, ...path]) => {
        const field = fields.get(name);
        return field ? (field.at ? field.at(path) : field.el) : el;
      },
    };
  };

  let copies = 0;
  function many(el, make, takes) {
    const place = el.querySelector(".items");
    const add = el.querySelector(":scope > [data-do=add]");
    const first = place.querySelector(".item");
    const pattern = first.cloneNode(true);
    const most = +el.dataset.most || Infinity;
    let items = [];
    let said = [];
    const number = () => {
      items.forEach((item, n) => item.root.querySelectorAll(":scope > legend .nr, :scope > [data-do=remove] .nr").forEach((nr) => { nr.textContent = n + 1; }));
      add.hidden = items.length >= most;
    };
    const append = () => {
      const root = pattern.cloneNode(true);
      const at = root.dataset.at;
      const to = at.replace(/\d+$/, ++copies);
      for (const part of [root, ...root.querySelectorAll("*")]) {
        for (const name of ["id", "for", "name", "aria-describedby", "data-at"]) {
          const value = part.getAttribute(name);
          if (value && value.startsWith(at)) part.setAttribute(name, to + value.slice(at.length));
        }
      }
      place.append(root);
      const item = { root, ...make(root) };
      root.querySelector(":scope > [data-do=remove]").addEventListener("click", () => {
        const n = items.indexOf(item);
        items.splice(n, 1);
        root.remove();
        number();
        el.dispatchEvent(new Event("input", { bubbles: true }));
        (items[n] ? items[n].root.querySelector("input, textarea, select") : add).focus();
      });
      items.push(item);
      number();
      return item;
    };
    add.addEventListener("click", () => {
      append().root.querySelector("input:not([hidden]), textarea, select").focus();
    });
    first.remove();
    const isAsked = !!el.querySelector(":scope > .name .req");
    if (isAsked) append();
    number();
    return {
      el,
      takes: (value) => Array.isArray(value) && value.every(takes),
      items: () => items,
      append,
      get: () => {
        said = items.filter((item) => isTrue(item.get()));
        return said.length ? said.map((item) => item.get()) : undefined;
      },
      set: (value) => {
        for (const item of items) item.root.remove();
        items = [];
        for (const one of value || []) append().set(one);
        if (!items.length && isAsked) append();
        number();
      },
      at: ([n, ...path]) => (Number.isInteger(n) && said[n] ? (said[n].at && path.length ? said[n].at(path) : said[n].root) : el),
    };
  }

  const makers = { line: simple, url: simple, long: simple, number, lines, check, radios, yesno: radios, select, checks, time, text, title, date, pick, part: (el) => ui.partOf(el) };
  ui.widget = (el) => {
    const kind = el.dataset.w;
    if ("list" in el.dataset && kind === "cite") return many(el, ui.citation, (value) => utpe.isMap(value) && (!("source" in value) || utpe.isMap(value.source)));
    if ("list" in el.dataset && kind === "part") return many(el, ui.partOf, utpe.isMap);
    if ("list" in el.dataset && (kind === "text" || kind === "date")) return many(el, (root) => makers[kind](root.querySelector(`[data-w=${kind}]`)), kind === "text" ? areTongues : isText);
    return makers[kind](el);
  };
  ui.grow = (input) => {
    if (input.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 4}px`;
  };
})();
