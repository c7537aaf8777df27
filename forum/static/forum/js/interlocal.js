// What every page loads. Each module wraps working HTML; a page without script loses no function.
import "./htmx-setup.js";
import "./menu-details.js";
import "./local-time.js";
import "./copy-link.js";
import "./pick-list.js";
import "./keyboard.js";
import "./live-bell.js";
