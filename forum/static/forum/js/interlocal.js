// What every page loads. Each module wraps working HTML; a page without script loses no function.
import "./htmx-setup.js";
import "./menu-details.js";
import "./local-time.js";
import "./copy-link.js";
import "./pick-list.js";
import "./keyboard.js";
import "./live-bell.js";
import "./search-box.js";

// On a phone the open tab may lie beyond the edge of its row.
for (const tab of document.querySelectorAll(".tabs a[aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
