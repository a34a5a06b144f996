// Reloads a page of the preview when it is older than what stands there.
const [entry] = performance.getEntriesByType("navigation");
const seen = entry?.serverTiming?.find((timing) => timing.name === "seen")?.duration ?? "";
const address = `/_live?${new URLSearchParams({ page: location.pathname, seen })}`;
let source;

// A browser grants a site six connections: tabs that nobody looks at hold none.
const follow = () => {
  source?.close();
  source = document.hidden ? undefined : new EventSource(address);
  if (source) source.onmessage = () => location.reload();
};

document.addEventListener("visibilitychange", follow);
follow();
