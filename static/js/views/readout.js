/** The figures of one step beside it: the step, then a line for each run. */

/**
 * @param {HTMLElement} element  the chart that it lies over
 */
export function createReadout(element) {
  const box = document.createElement("div");
  box.className = "readout";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  element.appendChild(box);

  return {
    /**
     * @param {{ head: string, rows: { color: string, name: string, value: string }[] } | null} told
     * @param {number} [x]  where the step stands, in pixels
     * @param {(name: string) => string} [colorOf]
     */
    show(told, x = 0, colorOf = (name) => name) {
      if (box.hidden === Boolean(told)) {
        box.hidden = !told;
      }
      if (!told) {
        return;
      }
      const lines = told.rows.map(({ color, name, value }) => {
        const line = document.createElement("span");
        line.className = "readout-row";
        const label = document.createElement("span");
        label.textContent = name;
        label.style.color = colorOf(color);
        const figure = document.createElement("b");
        figure.textContent = value;
        line.append(label, figure);
        return line;
      });
      const head = document.createElement("span");
      head.className = "readout-head";
      head.textContent = told.head;
      box.replaceChildren(head, ...lines);
      const left = x > element.clientWidth / 2;
      box.style.left = left ? "" : `${x + 10}px`;
      box.style.right = left ? `${element.clientWidth - x + 10}px` : "";
    },
    remove: () => box.remove(),
  };
}
