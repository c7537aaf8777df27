// Check boxes that stand for a selection: says how many are picked, and Shift picks a range.
// The element wraps the form; what shows the count carries data-picked with the words "one|many".

class PickList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("change", () => this.count());
    this.count();
  }

  get boxes() {
    return [...this.querySelectorAll("input.check[type=checkbox]")];
  }

  clicked(event) {
    if (!event.target.matches("input.check[type=checkbox]")) return;
    const { boxes } = this;
    const at = boxes.indexOf(event.target);
    if (event.shiftKey && this.last !== undefined) {
      const [from, to] = [Math.min(at, this.last), Math.max(at, this.last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
      this.count();
    }
    this.last = at;
  }

  count() {
    const picked = this.boxes.filter((box) => box.checked).length;
    for (const line of this.querySelectorAll("[data-picked]")) {
      const [one, many] = line.dataset.picked.split("|");
      line.textContent = `${picked} ${picked === 1 ? one : many}`;
    }
  }
}

customElements.define("pick-list", PickList);
