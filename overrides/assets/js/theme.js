// Before the page is drawn: says that scripts run, so that what needs them has its place from the start, and
// applies the reader's choice of colours. Stores nothing by itself.
(function () {
  document.documentElement.dataset.js = "";
  try {
    var t = localStorage.getItem("utpe-theme");
    if (t === "light" || t === "dark") document.documentElement.dataset.theme = t;
  } catch (e) {}
})();
