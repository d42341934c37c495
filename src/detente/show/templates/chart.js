"use strict";
// Draws the chart of the page in place of its still picture: as wide as the column, in the
// colours of the style sheet, again whenever either changes. No eval, no inline style, no request.
(function () {
  const live = document.getElementById("live");
  const still = document.getElementById("still");
  const fault = document.getElementById("chart-fault");
  const source = document.getElementById("chart-spec").textContent;
  const palette = JSON.parse(document.getElementById("chart-palette").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const margin = 88;
  let drawn = "";

  function themed(value, colours) {
    if (typeof value === "string") {
      return Object.hasOwn(colours, value) ? colours[value] : value;
    }
    if (Array.isArray(value)) {
      return value.map((item) => themed(item, colours));
    }
    if (value && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, themed(item, colours)]));
    }
    return value;
  }

  function specification(width) {
    const style = getComputedStyle(document.documentElement);
    const colours = {};
    for (const [part, colour] of Object.entries(palette)) {
      colours[colour] = style.getPropertyValue("--" + part).trim() || colour;
    }
    const spec = themed(JSON.parse(source), colours);
    spec.width = width;
    return spec;
  }

  async function draw() {
    const room = live.parentElement.clientWidth;
    const width = Math.max(200, room - margin);
    const state = width + (dark.matches ? " dark" : " light");
    if (!room || state === drawn) {
      return;
    }
    drawn = state;
    try {
      await window.vegaEmbed(live, specification(width), {
        mode: "vega",
        actions: false,
        ast: true,
        renderer: "svg",
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      });
      live.hidden = false;
      still.classList.add("replaced");
    } catch (error) {
      live.hidden = true;
      still.classList.remove("replaced");
      fault.textContent = "The chart is shown as a still picture: " + error.message;
      fault.hidden = false;
    }
  }

  function reveal() {
    const target = location.hash === "#numbers" && document.getElementById("numbers");
    if (target) {
      target.open = true;
    }
  }

  let timer = 0;
  window.addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 150);
  });
  dark.addEventListener("change", draw);
  window.addEventListener("hashchange", reveal);
  reveal();
  draw();
})();
