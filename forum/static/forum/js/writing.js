// What every page with a composer loads.
import "./draft-keeper.js";
import "./markdown-bar.js";
import "./mention-box.js";
