// A convenience for readers with JavaScript: the colour switch.
const root = document.documentElement;
const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

for (const button of document.querySelectorAll("button.theme")) {
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("utpe-theme", root.dataset.theme);
    } catch {
      // Private mode: the choice lasts for this page.
    }
  });
}
