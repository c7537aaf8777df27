// Files for the line that is being written: each is sent as soon as it is chosen, and the line takes their ids along.

import { send } from "./send.js";

export class Files {
  constructor(channel) {
    this.channel = channel;
    this.list = channel.form.querySelector("[data-files]");
    this.coming = new Set();
    const input = channel.form.querySelector('input[type="file"]');
    input.addEventListener("change", () => {
      for (const file of input.files) this.add(file);
      input.value = "";
      input.closest("details").open = false;
      channel.text.focus();
    });
    channel.text.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      for (const file of event.clipboardData.files) this.add(file);
    });
  }

  add(file) {
    const element = this.channel.lines.blank("file");
    element.querySelector("[data-name]").textContent = file.name;
    this.list.append(element);
    const sending = this.send(file, element).finally(() => this.coming.delete(sending));
    this.coming.add(sending);
  }

  async send(file, element) {
    const body = new FormData();
    body.append("file", file);
    const answer = await send(`${this.channel.dataset.address}files/`, body).catch(() => null);
    const { id, name, message } = (await answer?.json().catch(() => null)) ?? {};
    if (id) {
      element.dataset.file = id;
      element.querySelector("[data-name]").textContent = name;
      element.querySelector("[data-coming]").remove();
    } else {
      element.remove();
      this.channel.say(message);
    }
  }

  // What has come, for the line that is sent now; the next line begins without any.
  async take() {
    await Promise.all(this.coming);
    const chosen = [...this.list.querySelectorAll("[data-file]")];
    const files = chosen.map((each) => ({ id: Number(each.dataset.file), name: each.querySelector("[data-name]").textContent }));
    this.list.replaceChildren();
    return files;
  }
}
