// Texts for readers: E117 to E120, W101, W102 (checks/texts.py).
(() => {
  const utpe = window.utpe;
  const { told, of, isKind, isStr, found, tongue, fieldOf, each } = utpe.rule;

  const eachText = (subject, make) => each(of(subject, isKind("text")), (node) =>
    Object.entries(node.value).flatMap(([language, text]) => make(node, language, text) || []));

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

  utpe.rules.push(missingTranslation, sameInTwoLanguages, placeholder, tooLong, invisibleCharacters, addressWithUser);
})();
