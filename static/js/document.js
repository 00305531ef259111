/** A page to be read: its theme, its other language, its contents at the side, and lines that can be copied. */

import { rememberTheme, rememberedTheme } from "./theme-choice.js";

const SAID_MS = 1600;
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @param {"light" | "dark"} theme */
function useTheme(theme) {
  root.dataset.theme = theme;
}

document.getElementById("theme")?.addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  rememberTheme(theme);
  useTheme(theme);
});
dark.addEventListener("change", () => {
  if (!rememberedTheme()) {
    useTheme(dark.matches ? "dark" : "light");
  }
});

const language = document.getElementById("language");
language?.addEventListener("click", () => {
  if (language instanceof HTMLAnchorElement) {
    language.hash = location.hash;
  }
});

/** Marks where the reader is. */
const links = new Map(
  [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".contents a"))].map((link) => [
    link.hash.slice(1),
    link,
  ]),
);
const seen = new IntersectionObserver(
  (entries) => {
    const entering = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => links.get(target.id));
    const last = entering.at(-1);
    if (last) {
      links.forEach((link) => link.removeAttribute("aria-current"));
      last.setAttribute("aria-current", "location");
      last.scrollIntoView({ block: "nearest" });
    }
  },
  { rootMargin: "-64px 0px -80% 0px" },
);
for (const id of links.keys()) {
  const target = document.getElementById(id);
  if (target) {
    seen.observe(target);
  }
}

/** What is wider than its place can be scrolled by keyboard too. */
for (const room of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-wide]"))) {
  if (room.scrollWidth > room.clientWidth) {
    room.tabIndex = 0;
  }
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    try {
      await navigator.clipboard.writeText(source?.textContent ?? "");
      button.textContent = button.dataset.copied ?? "";
      setTimeout(() => {
        button.textContent = label;
      }, SAID_MS);
    } catch {
      // The browser refused; selected, it can be copied by hand.
      getSelection()?.selectAllChildren(source ?? button);
    }
  });
}
