// Before a line goes out: are there people named in it who would not see it? The server knows; the writer decides.

import { line } from "./live-socket.js";

export class Warning {
  constructor(channel) {
    this.topic = channel.topic;
    this.row = channel.querySelector("[data-blind]");
    channel.text.addEventListener("input", () => { this.row.hidden = true; });
  }

  // What cannot be asked now is not held up: the line says later who was told.
  async allows(source) {
    if (this.sure === source || !source.includes("@") || !line.state.open) return true;
    const { blind } = await line.ask({ op: "check", topic: this.topic, source }).catch(() => ({ blind: [] }));
    this.source = source;
    this.row.querySelector("[data-names]").textContent = blind.join(", ");
    this.row.hidden = !blind.length;
    return !blind.length;
  }

  overrule() {
    this.sure = this.source;
    this.row.hidden = true;
  }
}
