// Wraps a link to a lasting address: a click copies the address and says so; without script it simply goes there.

class CopyLink extends HTMLElement {
  connectedCallback() {
    this.querySelector("a")?.addEventListener("click", (event) => this.copy(event));
  }

  async copy(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(event.currentTarget.href);
    document.getElementById("status").textContent = this.dataset.done ?? "Link copied";
  }
}

customElements.define("copy-link", CopyLink);
