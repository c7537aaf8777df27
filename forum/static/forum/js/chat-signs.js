// Signs at messages: the chips with their counts and names, and the row that one chooses from.

export class Signs {
  constructor(channel) {
    this.channel = channel;
  }

  // All signs at a message as they are now.
  show(element, reactions) {
    let row = element.querySelector("[data-reactions]");
    if (!reactions.length) {
      row?.remove();
      return;
    }
    if (!row) {
      row = this.channel.lines.blank("reactions");
      element.querySelector(".message__edited").after(row);
    }
    row.replaceChildren(...reactions.map((reaction) => this.chip(element, reaction)));
  }

  chip(element, { emoji, name, users, names }) {
    const chip = this.channel.lines.blank("chip");
    chip.value = emoji;
    chip.formAction = `${this.channel.dataset.address}messages/${element.dataset.message}/react/`;
    chip.setAttribute("aria-pressed", users.includes(this.channel.me));
    chip.title = `${name}: ${names}`;
    chip.querySelector("[aria-hidden]").textContent = emoji;
    chip.querySelector("b").textContent = users.length;
    chip.querySelector("[data-names]").textContent = chip.title;
    return chip;
  }

  // The row to choose from, below the message; asked for again it goes.
  offer(element) {
    const open = element.querySelector(".signs");
    for (const other of this.channel.lines.list.querySelectorAll(".signs")) other.remove();
    if (open) return;
    const row = this.channel.lines.blank("signs");
    for (const sign of row.querySelectorAll("button")) sign.setAttribute("aria-pressed", this.isMine(element, sign.value));
    (element.querySelector("[data-reactions]") ?? element.querySelector(".message__edited")).after(row);
    row.addEventListener("keydown", (event) => this.pressed(event, element, row));
    row.querySelector("button").focus();
  }

  pressed(event, element, row) {
    if (event.key === "Escape") {
      row.remove();
      element.focus();
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const all = [...row.querySelectorAll("button")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  }

  isMine(element, emoji) {
    return [...element.querySelectorAll(".reaction")].some((chip) => chip.value === emoji && chip.getAttribute("aria-pressed") === "true");
  }

  choose(element, control) {
    const is_on = !this.isMine(element, control.value);
    if (element.querySelector(".signs")) element.focus();
    element.querySelector(".signs")?.remove();
    this.channel.tell({ op: "react", message: Number(element.dataset.message), emoji: control.value, is_on });
  }
}
