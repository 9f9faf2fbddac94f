// Draws the charts as they come into view of a choice, and hands choices on to them.
const charts = JSON.parse(document.getElementById("charts").textContent);
const views = new Map();
const font = getComputedStyle(document.body).fontFamily;
const text = { labelColor: "currentColor", titleColor: "currentColor" };

// Colours are names of the page's style: light, dark and paper take no drawing anew.
const config = {
  background: null,
  font,
  view: { stroke: null },
  axis: {
    ...text,
    domainColor: "var(--line)",
    gridColor: "var(--line)",
    tickColor: "var(--line)",
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 400,
    titleOpacity: 0.75,
    titlePadding: 8,
  },
  axisY: { grid: true, ticks: false, domain: false, labelPadding: 6 },
  axisYDiscrete: { grid: false, labelPadding: 6 },
  legend: { ...text, labelFontSize: 12, columnPadding: 14, offset: 8 },
  text: { font, fontSize: 11 },
};

const isNarrow = () => window.innerWidth < 640;

// Long titles would leave a phone no room for what they name.
const fitted = (spec) => {
  if (!isNarrow()) return spec;
  const copy = structuredClone(spec);
  const shorten = (part) => {
    if (!part || typeof part !== "object") return;
    if (part.labelLimit >= 190) part.labelLimit = 120;
    if (part.orient === "top") part.columns = 2;
    Object.values(part).forEach(shorten);
  };
  shorten(copy.encoding);
  (copy.layer ?? []).forEach((layer) => shorten(layer.encoding));
  return copy;
};

async function draw(place) {
  const number = Number(place.dataset.chart);
  if (views.has(number)) return;
  views.set(number, null);
  const { view } = await window.drawWithVega(place, fitted(charts[number]), {
    actions: false,
    config,
    renderer: "svg",
    tooltip: { theme: "page" },
  });
  views.set(number, view);
  place.dataset.drawn = "";
}

const drawAll = (scope) =>
  Promise.all([...scope.querySelectorAll(".chart")].filter((place) => place.offsetParent).map(draw));

for (const select of document.querySelectorAll("select[data-signal]")) {
  select.addEventListener("change", () => {
    for (const place of select.closest(".block").querySelectorAll(".chart")) {
      const view = views.get(Number(place.dataset.chart));
      if (view?.getState().signals?.[select.dataset.signal] !== undefined)
        view.signal(select.dataset.signal, select.value).resize().runAsync();
    }
  });
}

for (const select of document.querySelectorAll("select[data-blocks]")) {
  select.addEventListener("change", () => {
    const section = document.getElementById(select.dataset.blocks);
    for (const block of section.querySelectorAll("[data-block]"))
      block.hidden = block.dataset.block !== select.value;
    drawAll(section);
  });
}

await drawAll(document);
document.body.dataset.drawn = "";
