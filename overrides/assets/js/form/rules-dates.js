// Dates that cannot be, seen from elsewhere: E304 to E309, W301 (checks/dates.py).
(() => {
  const utpe = window.utpe;
  const { told, of, isForm, found, each, top, sourceOnly } = utpe.rule;

  const isBefore = (one, other) => !!(one.latest && other.earliest && one.latest < other.earliest);
  const inFuture = (code, field, isDay) => (subject, world, { today }) => {
    const date = top(subject, field);
    return date && (date.earliest > today || (isDay && date.text !== date.earliest)) ? [found(code, [field], { value: date.text, today })] : [];
  };
  const heldInFuture = (subject, world, { today }) => each(of(subject, (n) => n.field && n.field.vocabulary === "EventStatus" && n.value === "held"), (node) => {
    const at = [...node.owner.path, "date"];
    const date = utpe.valueIn(subject.judged.nodes, node.owner.path, "date");
    return date && date.earliest > today && found("E305", at, { value: date.text, today });
  });
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

  utpe.rules.push(sourceOnly(inFuture("E304", "accessed")), inFuture("E309", "reviewed", true), heldInFuture, inOrder("E306", "established", "dissolved"), impossibleTimes, sourceOnly(inOrder("E308", "date", "accessed")), outsideItsFrame);
})();
