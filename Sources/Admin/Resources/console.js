// Keeps the page fresh: waits at the node until its store has gone on, then fetches this very page
// again and puts its <main> in place of the old one. Without this script the pages work the same,
// one reload at a time.
"use strict";
(() => {
  const waitSeconds = 25;
  const pauseMilliseconds = 1000;
  const retryMillisecondsMin = 2000;
  const retryMillisecondsMax = 60000;
  const live = document.getElementById("live");
  // What the page has open at the node, one request at a time; null while the page rests.
  let watch = null;

  const sleep = (milliseconds, signal) => new Promise((done, fail) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => { clearTimeout(timer); fail(signal.reason); }, { once: true });
  });

  async function ask(address, signal) {
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store", signal });
    // Signed out: the page itself says how to sign in.
    if (response.status === 401) { location.reload(); }
    if (!response.ok) { throw new Error(String(response.status)); }
    return response;
  }

  async function refresh(signal) {
    const text = await (await ask(location.href, signal)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const old = document.querySelector("main");
    if (!fresh || !old) { return; }
    // A reader's place is kept: opened details, scrolled tables, the focused element, a selection.
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && old.contains(selection.anchorNode)) { return; }
    // What is being typed or chosen is not taken away.
    const active = old.contains(document.activeElement) ? document.activeElement : null;
    if (active && active.matches("input, select")) { return; }
    const open = [...old.querySelectorAll("details[open][id]")].map((element) => element.id);
    const scrolled = [...old.querySelectorAll(".scroll")].map((element) => element.scrollLeft);
    const selector = "a[href], summary, [tabindex]";
    const position = active ? [...old.querySelectorAll(selector)].indexOf(active) : -1;
    old.replaceWith(document.adoptNode(fresh));
    open.forEach((id) => { const element = document.getElementById(id); if (element) { element.open = true; } });
    fresh.querySelectorAll(".scroll").forEach((element, index) => { element.scrollLeft = scrolled[index] || 0; });
    const target = position < 0 ? null : fresh.querySelectorAll(selector)[position];
    if (target) { target.focus({ preventScroll: true }); }
  }

  async function follow(signal) {
    let retryMilliseconds = retryMillisecondsMin;
    for (;;) {
      try {
        const version = document.querySelector("main").dataset.version;
        const query = `after=${encodeURIComponent(version)}&timeout=${waitSeconds}`;
        await (await ask(`/api/v1/version?${query}`, signal)).arrayBuffer();
        await refresh(signal);
        live.textContent = "";
        retryMilliseconds = retryMillisecondsMin;
        await sleep(pauseMilliseconds, signal);
      } catch {
        if (signal.aborted) { return; }
        live.textContent = live.dataset.lost;
        // Not all pages of all browsers at once when the node is back.
        await sleep(retryMilliseconds * (0.5 + Math.random() / 2), signal).catch(() => {});
        if (signal.aborted) { return; }
        retryMilliseconds = Math.min(2 * retryMilliseconds, retryMillisecondsMax);
      }
    }
  }

  // A browser has few connections to one node. A page that nobody sees, left behind in the history or in
  // a tab, MUST NOT keep one of them: the pages that somebody sees would wait for it.
  function rest() {
    if (watch) { watch.abort(); }
    watch = null;
  }

  function wake() {
    if (watch || document.hidden || !document.querySelector("main").dataset.version) { return; }
    watch = new AbortController();
    follow(watch.signal);
  }

  addEventListener("pagehide", rest);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", () => { if (document.hidden) { rest(); } else { wake(); } });
})();
