// The row of buttons over a composer: each writes the marks of Markdown around what is selected, as undoable typing.

const MARKS = {
  bold: { before: "**", after: "**" },
  italic: { before: "*", after: "*" },
  code: { before: "`", after: "`" },
  link: { before: "[", after: "](https://)" },
  quote: { line: "> " },
  list: { line: "- " },
  table: { block: "| Agency | Number |\n|---|--:|\n| | |\n" },
  mention: { before: "@", after: "" },
};

class MarkdownBar extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field) return;
    this.hidden = false;
    this.addEventListener("click", (event) => {
      const mark = MARKS[event.target.closest("button")?.dataset.mark];
      if (mark) this.write(mark);
    });
  }

  write({ before = "", after = "", line, block }) {
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    const chosen = value.slice(start, end);
    this.field.focus();
    if (block) return this.type(this.onNewLine(start, `${block}\n`));
    if (line) return this.type(this.onNewLine(start, chosen.split("\n").map((text) => line + text).join("\n")));
    this.type(before + chosen + after);
    const inside = start + before.length;
    this.field.setSelectionRange(inside, inside + chosen.length);
  }

  onNewLine(start, text) {
    return start && this.field.value[start - 1] !== "\n" ? `\n\n${text}` : text;
  }

  type(text) {
    // The only way of writing that the browser's undo knows; setRangeText is for browsers without it.
    if (document.execCommand("insertText", false, text)) return;
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("markdown-bar", MarkdownBar);
