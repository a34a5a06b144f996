// What other records pickers offer, as `forms/lists.js` has them.
(() => {
  const utpe = window.utpe;
  const ui = (utpe.ui = utpe.ui || {});
  ui.version = () => utpe.taken.spec.version;
  ui.context = () => ({ today: ui.today(), languages: ui.words().languages, file: ui.file(), early: true, confirmed: ui.base ? ui.base.confirmed : {} });
  // A name is one for all languages, or a list of one for each.
  ui.nameIn = (name) => {
    if (!Array.isArray(name)) return name;
    const at = utpe.taken.lists.languages.indexOf(ui.words().language);
    return name[at] || name.find(Boolean);
  };
  const countries = () => new Map(ui.listed("countries").map((o) => [o.id, o.name]));
  ui.listed = (collection) => {
    const { lists } = utpe.taken;
    if (collection === "languages") {
      const names = ui.words().names;
      return lists.codes.split(" ").map((id) => ({ id, name: names[id] || id })).sort((a, b) => !(a.id in names) - !(b.id in names));
    }
    if (collection === "zones") {
      const names = countries();
      return Object.entries(lists.zones).flatMap(([country, zones]) =>
        zones.split(" ").map((id) => ({ id, name: id.replace(/_/g, " "), more: names.get(country) || country }))).sort((a, b) => names.has(b.more) - names.has(a.more));
    }
    const told = lists.records[collection] || { ids: [], names: [] };
    const names = collection === "cities" ? countries() : null;
    return told.ids.map((id, n) => ({
      id,
      name: ui.nameIn(told.names[n]),
      more: names ? names.get(told.countries[n]) : told.dates && told.dates[n] ? told.dates[n].slice(0, 4) : "",
      also: Array.isArray(told.names[n]) ? told.names[n].filter(Boolean) : [],
      address: told.urls ? told.urls[n] : "",
    }));
  };
})();
