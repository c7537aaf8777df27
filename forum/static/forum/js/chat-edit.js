// Another wording for a line of mine, written where it stands.

import { fetchForm } from "./chat-parts.js";

export class Editor {
  constructor(channel) {
    this.channel = channel;
  }

  // The form of the edit page, in the place of the text.
  async edit(element, address) {
    if (element.querySelector("form")) return;
    const form = await fetchForm(address);
    if (!form) { location.assign(address); return; }
    const text = element.querySelector(".message__text");
    text.hidden = true;
    text.after(form);
    const stop = () => { form.remove(); text.hidden = false; element.focus(); };
    form.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); stop(); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") stop();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    });
    form.stopEditing = stop;
    form.querySelector("textarea").focus();
  }

  async send(form) {
    const message = Number(form.closest(".message").dataset.message);
    const isDone = await this.channel.tell({ op: "edit", message, source: form.querySelector("textarea").value });
    if (isDone) form.stopEditing();
  }
}
