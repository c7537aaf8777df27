// How htmx behaves here: one token, one question, one place for what went wrong. The attributes stand in the templates.

const alerts = document.getElementById("alerts");
const ask = document.getElementById("ask");

const cookie = (name) =>
  document.cookie.split("; ").find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

const isPoll = (context) => context.sourceEvent?.type === "every";

const warn = (text) => {
  const line = document.createElement("p");
  line.textContent = text;
  alerts.replaceChildren(line);
};

// htmx 4.0.1 swallows clicks that ask for a new tab.
document.addEventListener("click", (event) => {
  if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest("a[href]")) event.stopPropagation();
}, true);

// After a sign-in in another tab the cookie is fresh and the field of the form is not.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (isPoll(ctx) && document.hidden) { event.preventDefault(); return; }
  const token = cookie("csrftoken");
  if (ctx.request.method === "GET" || !token) return;
  ctx.request.body.delete("csrfmiddlewaretoken");
  ctx.request.headers["X-CSRFToken"] = token;
});

// Fires only where hx-confirm stands. One of the two calls must follow, or the element stays dead.
document.addEventListener("htmx:confirm", (event) => {
  event.preventDefault();
  const { ctx, issueRequest, dropRequest } = event.detail;
  ask.querySelector("p").textContent = ctx.confirm;
  ask.returnValue = "";
  ask.addEventListener("close", () => (ask.returnValue === "yes" ? issueRequest() : dropRequest()), { once: true });
  ask.showModal();
});

document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  if (isPoll(ctx)) return;
  alerts.replaceChildren();
  ctx.target?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", (event) => event.detail.ctx.target?.removeAttribute("aria-busy"));

// An error answer would push its address too.
document.addEventListener("htmx:before:history:update", (event) => {
  if (event.detail.response?.status >= 400) event.preventDefault();
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status !== 422 && !ctx.text.includes("<hx-partial")) warn(alerts.dataset.failed);
});

// Offline, timeout, a redirect to another origin.
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) warn(alerts.dataset.offline);
});
