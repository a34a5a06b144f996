// Places: E401 to E403, W401, W402 (checks/places.py).
(() => {
  const utpe = window.utpe;
  const { of, isForm, isPart, found, each } = utpe.rule;

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
    // What was typed may be no number yet.
    const isPoint = [at("lat"), at("lon")].every(Number.isFinite);
    const isAway = isPoint && countries.length && !countries.some((id) => isWithin(world.told("countries", id, "boxes"), at("lat"), at("lon")));
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

  utpe.rules.push(outsideCountry, unknownZone, unknownLanguage, zoneOfAnotherCountry, cityOfAnotherCountry);
})();
