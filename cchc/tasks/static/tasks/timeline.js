// Draws the tasks that the page carries as data. The library writes names as markup: they are escaped first.
const place = document.getElementById("timeline");
const data = JSON.parse(document.getElementById("timeline-data").textContent);

const escaped = (text) => {
  const node = document.createElement("span");
  node.textContent = text;
  return node.innerHTML;
};

const MONTH = {
  name: "Month",
  padding: "1m",
  step: "1m",
  column_width: 76,
  date_format: "YYYY-MM",
  lower_text: (day) => `T${day.getMonth() + 1}`,
  upper_text: (day, last) => (!last || day.getFullYear() !== last.getFullYear() ? String(day.getFullYear()) : ""),
  thick_line: (day) => day.getMonth() % 3 === 0,
  snap_at: "7d",
};

// The library's own grid markup carries a style attribute, which the content security policy refuses;
// the grid needs no holidays or ignored days here, only today's line.
class Chart extends window.Gantt {
  make_grid_highlights() {
    this.config.ignored_positions = [];
    this.highlight_current();
  }
}

new Chart(place, data.map((bar) => ({ ...bar, name: escaped(bar.name) })), {
  view_modes: [MONTH],
  view_mode: "Month",
  readonly: true,
  infinite_padding: false,
  holidays: {},
  popup: false,
  bar_height: 18,
  padding: 10,
  today_button: false,
  scroll_to: window.matchMedia("(max-width: 767.98px)").matches ? "start" : "today",
  language: "vi",
  on_click: (bar) => { window.location.href = bar.address; },
});

// The part that scrolls must be reachable by keyboard.
const scrolled = place.querySelector(".gantt-container");
scrolled.tabIndex = 0;
scrolled.setAttribute("role", "group");
scrolled.setAttribute("aria-label", place.dataset.label);
