// The desk's keys and marks. Without it every page can be read: this adds keys, marks that answer, and changes in place.
"use strict";

const $ = (selector, inside = document) => inside.querySelector(selector);
const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)];

// --- one item is "here": j and k go on and back, o opens it
let here = null;

function items() { return $$("[data-item]").filter((item) => item.offsetParent !== null); }

function goTo(item, { scroll = true } = {}) {
  if (here) here.classList.remove("here");
  here = item;
  if (!item) return;
  item.classList.add("here");
  item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest" });
  mark(item.dataset.row || null);
  if (item.dataset.row) {
    const place = document.getElementById("m-" + item.dataset.row);
    if (place && item.closest(".notes")) place.scrollIntoView({ block: "center" });
  }
}

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = here ? all.indexOf(here) : -1;
  goTo(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

// --- marks: what is under the pointer, or beside the text, lights up wherever it stands
function mark(row) {
  $$(".on").forEach((piece) => piece.classList.remove("on"));
  if (row) $$(`[data-rows~="${CSS.escape(row)}"]`).forEach((piece) => piece.classList.add("on"));
}

function noteOf(row) { return document.getElementById("n-" + row); }

function show(row) {
  mark(row);
  $$(".note.here").forEach((note) => note.classList.remove("here"));
  const note = noteOf(row);
  if (!note) return;
  note.classList.add("here");
  const pane = note.closest(".notes");
  if (pane && getComputedStyle(pane).position === "sticky") {
    const top = note.offsetTop - pane.offsetTop;
    if (top < pane.scrollTop || top + note.offsetHeight > pane.scrollTop + pane.clientHeight) pane.scrollTop = top - 40;
  }
}

document.addEventListener("mouseover", (event) => {
  const piece = event.target.closest("[data-rows]");
  if (piece) show(piece.dataset.rows.split(" ").pop());
  const note = event.target.closest(".note");
  if (note) mark(note.dataset.row);
});
document.addEventListener("focusin", (event) => {
  const piece = event.target.closest(".text [data-rows]");
  if (piece) show(piece.dataset.rows.split(" ").pop());
  const item = event.target.closest("[data-item]");
  if (item && item !== here) { if (here) here.classList.remove("here"); here = item; item.classList.add("here"); mark(item.dataset.row || null); }
});

// --- keys
const places = Object.fromEntries($$("nav.pages a[data-key]").map((link) => [link.dataset.key, link.getAttribute("href")]));
let waiting = false;

function typing(target) { return target.closest("input, textarea, select, [contenteditable]"); }

function press(name) {
  const item = here || items()[0];
  if (!item) return;
  if (!here) goTo(item);
  const button = $(`[data-press="${name}"]`, item) || (name === "u" ? $('[data-press="u"]') : null);
  if (!button) return;
  if (button.matches("input")) { const box = button.closest("details"); if (box) box.open = true; button.focus(); } else button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { if (typing(event.target)) event.target.blur(); waiting = false; return; }
  if (typing(event.target)) return;
  if (waiting) {
    waiting = false;
    if (places[event.key]) { event.preventDefault(); location.href = places[event.key]; }
    return;
  }
  const acts = {
    j: () => step(1), k: () => step(-1), g: () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); },
    o: () => { const link = here && ($("a[data-open]", here) || $("a", here)); if (link) link.click(); },
    "/": () => { const box = $("#q") || $("#find"); if (box) { box.focus(); box.select(); } },
    "?": () => { const help = $("#keys"); if (help) { if (help.open) help.close(); else help.showModal(); } },
    a: () => press("a"), x: () => press("x"), m: () => press("m"), e: () => press("e"), u: () => press("u"),
  };
  if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
});

// --- the editor: the receipts of the sentence that the cursor is in
function numbersAt(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const stop = text.indexOf("\n", at);
  const line = text.slice(start, stop < 0 ? undefined : stop);
  for (const piece of line.matchAll(/(.*?)((?:\[\^\d+\])+|$)/g)) {
    if (piece[0] && start + piece.index + piece[0].length >= at) return [...piece[2].matchAll(/\d+/g)].map((n) => n[0]);
  }
  return [];
}

const editor = $("textarea[data-receipts]");
if (editor) {
  const pane = $(".notes");
  const choose = () => {
    const numbers = new Set(numbersAt(editor.value, editor.selectionStart));
    pane.classList.add("choosing");
    $$(".receipt", pane).forEach((note) => note.classList.toggle("here", numbers.has(note.dataset.n)));
    $("#no-receipt").hidden = numbers.size > 0;
  };
  ["keyup", "click", "focus", "input"].forEach((name) => editor.addEventListener(name, choose));
}

// --- after a judgement the row says so, and the next one is "here"
document.addEventListener("htmx:afterSwap", (event) => {
  const fresh = event.detail.elt;
  if (!fresh || !fresh.isConnected) return;
  const item = fresh.closest("[data-item]");
  if (item && !item.dataset.undone) { here = item; step(1); }
});
document.addEventListener("htmx:responseError", () => say("That did not work. Reload the page and try again."));
document.addEventListener("htmx:sendError", () => say("The desk does not answer. Is onrecord serve still running?"));

function say(words) {
  const toast = document.createElement("p");
  toast.className = "toast"; toast.setAttribute("role", "status"); toast.textContent = words;
  document.body.append(toast);
  setTimeout(() => toast.remove(), 5000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) button.closest("dialog").close();
});
if (location.hash.startsWith("#n-")) { const note = document.getElementById(location.hash.slice(1)); if (note) show(note.dataset.row); }
