// Keeps the page fresh: waits at the node until its store has gone on, then fetches this very page
// again and puts its <main> in place of the old one. Without this script the pages work the same,
// one reload at a time.
"use strict";
(() => {
  const waitSeconds = 25;
  const pauseMilliseconds = 1000;
  const retryMilliseconds = 5000;
  const live = document.getElementById("live");
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const visible = () => new Promise((done) => {
    if (!document.hidden) { done(); return; }
    document.addEventListener("visibilitychange", () => done(), { once: true });
  });

  async function refresh() {
    const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (response.status === 401) { location.reload(); return false; }
    if (!response.ok) { throw new Error(String(response.status)); }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("main");
    const old = document.querySelector("main");
    if (!fresh || !old) { return true; }
    // A reader's place is kept: opened details, scrolled tables, the focused element, a selection.
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && old.contains(selection.anchorNode)) { return true; }
    const open = [...old.querySelectorAll("details[open][id]")].map((element) => element.id);
    const scrolled = [...old.querySelectorAll(".scroll")].map((element) => element.scrollLeft);
    // What is being typed is not taken away.
    if (old.contains(document.activeElement) && document.activeElement.matches("input")) { return true; }
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    const selector = "a[href], summary, [tabindex]";
    const position = active ? [...old.querySelectorAll(selector)].indexOf(active) : -1;
    old.replaceWith(document.adoptNode(fresh));
    open.forEach((id) => { const element = document.getElementById(id); if (element) { element.open = true; } });
    fresh.querySelectorAll(".scroll").forEach((element, index) => { element.scrollLeft = scrolled[index] || 0; });
    if (position >= 0) {
      const target = fresh.querySelectorAll(selector)[position];
      if (target) { target.focus({ preventScroll: true }); }
    }
    return true;
  }

  async function wait() {
    const version = document.querySelector("main").dataset.version;
    const address = `/api/v1/dashboard?after=${encodeURIComponent(version)}&timeout=${waitSeconds}`;
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (response.status === 401) { location.reload(); return false; }
    if (!response.ok) { throw new Error(String(response.status)); }
    await response.arrayBuffer();
    return true;
  }

  async function run() {
    for (;;) {
      await visible();
      try {
        if (!(await wait()) || !(await refresh())) { return; }
        live.textContent = "";
        await sleep(pauseMilliseconds);
      } catch {
        live.textContent = live.dataset.lost;
        await sleep(retryMilliseconds);
      }
    }
  }

  const main = document.querySelector("main");
  if (main && main.dataset.version) { run(); }
})();
