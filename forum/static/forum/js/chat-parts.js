// Parts of other pages that the chat shows in its own: older lines, and the form that edits a message.

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
};

// The form of an edit page; null when it cannot be had.
export const fetchForm = async (address) => {
  const form = (await fetched(address))?.querySelector("form[data-edit]");
  return form ? document.importNode(form, true) : null;
};

// The lines of a page of history, its last day and what its own earlier page begins before.
export const fetchLines = async (address) => {
  const part = await fetched(address);
  if (!part) return null;
  const lines = [...part.querySelector("[data-lines]").children].map((line) => document.importNode(line, true));
  return {
    lines,
    lastDay: lines.findLast((line) => line.dataset.day)?.dataset.day,
    earlier: part.querySelector("[data-earlier]")?.dataset.earlier,
  };
};
