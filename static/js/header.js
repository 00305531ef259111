/** The header: theme, language, and copies of what is on the screen. */

import { addressOf } from "./address.js";
import { body } from "./description.js";
import { notice } from "./notices.js";
import { descriptionOf } from "./race.js";
import { raceBody } from "./runs.js";
import { button, part } from "./page.js";
import { text } from "./texts.js";
import { rememberTheme, rememberedTheme } from "./theme-choice.js";
import { drawThumbnails } from "./thumbnails.js";

/** How long a button says that it has copied. */
const SAID_MS = 1600;

/** @param {import("./store.js").Store} store */
export function createHeader(store) {
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {"light" | "dark"} theme */
  function useTheme(theme) {
    document.documentElement.dataset.theme = theme;
    store.set({ view: { ...store.get().view, theme } });
    drawThumbnails();
  }

  button("theme").addEventListener("click", () => {
    const theme = store.get().view.theme === "dark" ? "light" : "dark";
    rememberTheme(theme);
    useTheme(theme);
  });
  dark.addEventListener("change", () => {
    if (!rememberedTheme()) {
      useTheme(dark.matches ? "dark" : "light");
    }
  });

  const language = part("language", HTMLAnchorElement);
  language.addEventListener("click", () => {
    language.hash = new URL(addressOf(store.get())).hash;
  });

  copies(button("copy-link"), () => addressOf(store.get()));
  copies(button("copy-curl"), () => {
    const { race, description } = store.get();
    const several = race.entries.length > 1;
    const question = several
      ? raceBody(race, race.entries.map((entry) => ({ id: entry.id, description: descriptionOf(race, entry) })))
      : body(description);
    return `curl --json '${JSON.stringify(question)}' ${location.origin}/api/v1/${several ? "races" : "descents"}`;
  });
}

/**
 * @param {HTMLButtonElement} element
 * @param {() => string} content
 */
function copies(element, content) {
  const label = element.textContent ?? "";
  element.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(content());
      element.textContent = text("header.copied");
      setTimeout(() => {
        element.textContent = label;
      }, SAID_MS);
    } catch {
      notice("not_copied", { content: content() });
    }
  });
}
