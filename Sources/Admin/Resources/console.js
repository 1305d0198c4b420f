// Opens branches of the tree in their place, and keeps the page fresh: waits at the node until its store has gone on, then fetches this very page
// again and puts its <main> in place of the old one. Without this script the pages work the same,
// one reload at a time.
"use strict";
(() => {
  const waitSeconds = 25;
  const pauseMilliseconds = 1000;
  const retryMillisecondsMin = 2000;
  const retryMillisecondsMax = 60000;
  // No table grows beyond so many rows: a branch that would not fit opens as a page of its own.
  const rowsMax = 200;
  const depthMax = 6;
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

  // How deep a row of a table stands in the tree.
  const depth = (row) => {
    const heading = row.querySelector("th");
    return Number([...heading.classList].find((name) => /^depth[0-9]$/.test(name))?.slice(5) || 0);
  };

  function fold(link) {
    const row = link.closest("tr");
    while (row.nextElementSibling && row.nextElementSibling.dataset.in && depth(row.nextElementSibling) > depth(row)) {
      row.nextElementSibling.remove();
    }
    link.setAttribute("aria-expanded", "false");
  }

  // The rows of the branch's own page are put below its row. Without this script the link leads to that page.
  async function unfold(link, signal) {
    const row = link.closest("tr");
    const text = await (await ask(link.href, signal)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    // That page begins with the office itself.
    const rows = [...page.querySelectorAll("main table.cards tbody tr")].filter((one) => !one.querySelector("th.depth0"));
    const isMore = page.querySelector("main .paging a[rel=next]");
    if (isMore || rows.length + row.parentElement.children.length > rowsMax) { location.assign(link.href); return; }
    const level = Math.min(depth(row) + 1, depthMax);
    rows.reverse().forEach((one) => {
      const heading = one.querySelector("th");
      heading.classList.remove("depth1");
      heading.classList.add(`depth${level}`);
      one.dataset.in = "true";
      row.after(document.adoptNode(one));
    });
    link.setAttribute("aria-expanded", "true");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.unfold");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    if (link.getAttribute("aria-expanded") === "true") { fold(link); return; }
    unfold(link).catch(() => { location.assign(link.href); });
  });

  // Whether something stands in a form that the node does not have yet.
  const isTyped = (main) => [...main.querySelectorAll("form.entry input, form.entry textarea, form.entry option")]
    .some((one) => one.matches("option") ? one.selected !== one.defaultSelected
      : one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

  // A form is sent once, however often its button is pressed.
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.entry")) { return; }
    if (sent.has(event.target)) { event.preventDefault(); }
    sent.add(event.target);
  });
  // A page that comes back out of the history is sent anew.
  addEventListener("pageshow", () => { document.querySelectorAll("form.entry").forEach((form) => sent.delete(form)); });

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
    if (active && active.matches("input, select, textarea")) { return; }
    if (isTyped(old)) { return; }
    const open = [...old.querySelectorAll("details[open][id]")].map((element) => element.id);
    const branches = [...old.querySelectorAll("a.unfold[aria-expanded=true]")].map((link) => link.getAttribute("href"));
    const scrolled = [...old.querySelectorAll(".scroll")].map((element) => element.scrollLeft);
    const selector = "a[href], summary, [tabindex]";
    const position = active ? [...old.querySelectorAll(selector)].indexOf(active) : -1;
    old.replaceWith(document.adoptNode(fresh));
    open.forEach((id) => { const element = document.getElementById(id); if (element) { element.open = true; } });
    for (const href of branches) {
      const link = [...fresh.querySelectorAll("a.unfold")].find((one) => one.getAttribute("href") === href);
      if (link) { await unfold(link, signal); }
    }
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

  // Whoever sees a directive has opened it: what its page asks to be recorded is sent once. Without this script a
  // button does it.
  let isOpened = false;
  function open() {
    const form = document.querySelector("form.opening");
    if (!form || isOpened) { return; }
    isOpened = true;
    form.hidden = true;
    fetch(form.action, { method: "POST", credentials: "same-origin" }).catch(() => { form.hidden = false; });
  }

  // A browser has few connections to one node. A page that nobody sees, left behind in the history or in
  // a tab, MUST NOT keep one of them: the pages that somebody sees would wait for it.
  function rest() {
    if (watch) { watch.abort(); }
    watch = null;
  }

  function wake() {
    if (!document.hidden) { open(); }
    if (watch || document.hidden || !document.querySelector("main").dataset.version) { return; }
    watch = new AbortController();
    follow(watch.signal);
  }

  addEventListener("pagehide", rest);
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", () => { if (document.hidden) { rest(); } else { wake(); } });
})();
