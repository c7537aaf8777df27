// Parts of other pages that the chat shows in its own: older lines, and the form that edits a message; and the chat's
// own form, sent by script.

import { send } from "./send.js";

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
};

// A line as the form without script sends it. Rejects with {lost: true}, or with why it was refused.
export const post = async (address, values) => {
  const answer = await send(address, values, { redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 500) throw { lost: true };
  if (answer.type === "opaqueredirect" || answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const message = page.querySelector(".field__error, .alert--danger li, h1")?.textContent.trim();
  throw { code: String(answer.status), message, retry_after: Number(answer.headers.get("Retry-After")) || undefined };
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
