// Documents and publications: E510, E511, E513, E520, W520, W521 (checks/documents.py).
(() => {
  const utpe = window.utpe;
  const { of, isForm, isPart, found, each, said, twice } = utpe.rule;

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

  utpe.rules.push(foundNowhere, notFoundYetThere, missingFile, namelessAuthor, wrongCheckDigit, sameDoi);
})();
