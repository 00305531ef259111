/** The theme that a person chose, kept for the next page. Storage may be forbidden. */

/** @param {"light" | "dark"} theme */
export function rememberTheme(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** @returns {string | null} */
export function rememberedTheme() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}
