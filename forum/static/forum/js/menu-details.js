// A menu closes on Escape, on a click elsewhere and when another one opens; the arrows go through its entries.

const ENTRIES = "a, button, input, select";

class MenuDetails extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.details?.addEventListener("toggle", () => this.toggled());
    this.addEventListener("keydown", (event) => this.pressed(event));
  }

  toggled() {
    if (!this.details.open) return;
    for (const other of document.querySelectorAll("menu-details > details[open]")) {
      if (other !== this.details) other.open = false;
    }
  }

  pressed(event) {
    if (!this.details.open) return;
    if (event.key === "Escape") this.close(event);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event, event.key === "ArrowDown" ? 1 : -1);
  }

  close(event) {
    event.preventDefault();
    this.details.open = false;
    this.details.querySelector("summary").focus();
  }

  step(event, by) {
    if (event.target.matches("input, select, textarea")) return;
    const entries = [...this.details.querySelector(".menu__list").querySelectorAll(ENTRIES)];
    if (!entries.length) return;
    event.preventDefault();
    const at = entries.indexOf(document.activeElement);
    entries[(at + by + entries.length) % entries.length].focus();
  }
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("menu-details > details[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

customElements.define("menu-details", MenuDetails);
