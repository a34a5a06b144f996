// Applies the reader's choice of colours before the page is drawn. Stores nothing by itself.
(function () {
  try {
    var t = localStorage.getItem("utpe-theme");
    if (t === "light" || t === "dark") document.documentElement.dataset.theme = t;
  } catch (e) {}
})();
