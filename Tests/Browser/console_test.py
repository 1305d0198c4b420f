"""The console in a real browser: Chromium with its back/forward cache on, against a real node.

Run by dev/browser. CAST_BIN_DIR names the folder of cast-node; CAST_SCREENS, when set, a folder into
which a picture of every page is put; CAST_RESULTS a file for the outcome of each scenario.
"""

import base64
import os
import pathlib
import sys
import time
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import node as nodes

# A click is answered in less; a page that waits for a connection takes as long as a long poll: 25 s.
PROMPT_SECONDS = 5
WAIT_SECONDS = 60
OFFICES = 70
ROWS_MAX = 200
PAGE_ITEMS = 25
BRANCH_ITEMS = 40
PHONE = (400, 850)
DESK = (1280, 900)

# Words whose lines hold about one character each, and what sticks out of the page.
LAYOUT = """
const found = [];
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width) { found.push("the page is wider than the screen"); }
for (const element of document.querySelectorAll("main *, header *")) {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || element.closest("pre, details:not([open]), .skip")) { continue; }
  if (box.right > width + 1) {
    const scrolls = element.closest(".scroll");
    if (!scrolls || getComputedStyle(scrolls).overflowX === "visible" || arguments[0]) {
      found.push("off the screen: " + element.tagName + " " + element.textContent.trim().slice(0, 30));
    }
  }
  for (const node of element.childNodes) {
    const text = node.nodeType === Node.TEXT_NODE ? node.textContent.trim() : "";
    if (text.length < 5) { continue; }
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
    if (lines > 2 && text.length / lines < 3) { found.push("one character a line: " + text.slice(0, 30)); }
  }
}
return [...new Set(found)].slice(0, 10);
"""


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for word in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"]:
        options.add_argument(word)
    options.page_load_strategy = "none"
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


class ConsoleInABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = nodes.Node(os.environ["CAST_BIN_DIR"])
        cls.addClassCleanup(cls.node.dispose)
        cls.node.start()
        cls.province = nodes.Node(os.environ["CAST_BIN_DIR"], "510000", "四川省科协", cls.node)
        cls.addClassCleanup(cls.province.dispose)
        cls.province.start()
        cls.directive, cls.report = nodes.fill(cls.node, OFFICES)
        cls.pages = {
            "overview": "/",
            "overview-2017": "/?period=2017",
            "directives": "/directives",
            "directive": f"/directives/{cls.directive}",
            "directive-lagging": f"/directives/{cls.directive}?lagging=true",
            "reports": "/reports",
            "report": f"/reports/{cls.report}",
            "indicator": "/indicators/funding.fiscal?period=2018Q2",
            "offices": "/offices",
            "links": "/links",
            "quarantine": "/quarantine",
            "conflicts": "/conflicts",
            "record-kinds": "/records",
            "records": "/records/directive",
            "record": f"/records/directive/{cls.directive}",
            "problem": "/directives/none",
        }

    def setUp(self):
        self.browser = browser()
        self.addCleanup(self.browser.quit)
        self.browser.get(self.node.sign_in_link())
        self.wait("the overview", lambda: self.script("return location.pathname") == "/")
        self.interactive()

    # Helpers

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def wait(self, what, condition, seconds=WAIT_SECONDS):
        WebDriverWait(self.browser, seconds, poll_frequency=0.05).until(lambda _: condition(), what)

    def interactive(self, seconds=WAIT_SECONDS):
        """The page has been read to its end and its scripts have run."""
        self.wait(
            "an interactive page",
            lambda: self.script("return document.readyState") == "complete",
            seconds,
        )

    def open(self, path):
        self.script("window.isOld = true")
        self.browser.get(self.node.address + path)
        self.wait("another page", lambda: not self.script("return window.isOld"))
        self.interactive()

    def click(self, path):
        """Clicks a link of the navigation. Returns how long it took until the next page was usable."""
        self.script("window.isOld = true")
        begun = time.monotonic()
        self.browser.find_element(By.CSS_SELECTOR, f'nav a[href="{path}"]').click()
        self.wait("the page " + path, lambda: not self.script("return window.isOld"))
        self.interactive()
        return time.monotonic() - begun

    def size(self, size):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE,
        })

    # Scenarios

    def test_six_quick_clicks_are_each_answered_promptly(self):
        way = ["/directives", "/reports", "/offices", "/links", "/quarantine", "/"]
        for path in way:
            seconds = self.click(path)
            self.assertLess(seconds, PROMPT_SECONDS, f"{path} was usable only after {seconds:.1f} s")

    def test_a_page_out_of_the_back_forward_cache_is_live_again(self):
        self.script("window.mark = 'kept'")
        self.click("/links")
        self.browser.back()
        self.wait("the overview again", lambda: self.script("return location.pathname") == "/")
        # Without this the test of the clicks could not fail: the browser keeps the pages left behind.
        self.assertEqual(self.script("return window.mark"), "kept", "not out of the cache")
        
        self.node.issue("科协发学字〔2019〕1号", "回到页面以后下发的通知", issued="2019-01-02")
        self.wait("the news", lambda: "回到页面以后下发的通知" in self.browser.page_source, 20)

    def test_a_page_says_that_the_node_is_away_and_recovers(self):
        live = "return document.getElementById('live').textContent"
        self.assertEqual(self.script(live), "")
        self.node.stop()
        try:
            self.wait("the warning", lambda: "中断" in self.script(live))
        finally:
            self.node.start()
        # Sessions end with the node: the page goes to the sign-in by itself.
        self.wait("the sign-in", lambda: "请先登录" in self.browser.page_source)

    def test_every_page_fits_a_phone_and_a_desk(self):
        screens = os.environ.get("CAST_SCREENS")
        for language in ["zh", "en"]:
            for size in [PHONE, DESK]:
                self.size(size)
                for name, path in self.pages.items():
                    with self.subTest(page=name, language=language, width=size[0]):
                        self.open(path + ("&" if "?" in path else "?") + f"lang={language}")
                        if screens:
                            self.picture(f"{screens}/{name}-{language}-{size[0]}.png", size)
                        self.assertEqual(self.script(LAYOUT, size == PHONE), [])

    def test_no_page_shows_more_than_200_rows_of_anything(self):
        rows = "return Math.max(0, ...[...document.querySelectorAll('tbody, ul, select')].map((list) => list.children.length))"
        for name, path in self.pages.items():
            with self.subTest(page=name):
                self.open(path)
                self.assertLessEqual(self.script(rows), ROWS_MAX)

    def test_a_long_trace_is_paged_narrowed_and_searched(self):
        self.open(f"/directives/{self.directive}")
        steps = "return document.querySelectorAll('[aria-labelledby=trace] tbody tr').length"
        self.assertEqual(self.script(steps), BRANCH_ITEMS)
        self.browser.find_element(By.CSS_SELECTOR, "[aria-labelledby=trace] a[rel=next]").click()
        self.wait("the second page", lambda: "after=" in self.browser.current_url)
        self.interactive()
        self.open(f"/directives/{self.directive}?lagging=true")
        self.assertEqual(self.script(steps), PAGE_ITEMS)
        self.assertIn(f"共 {OFFICES + 1 - OFFICES // 3} 条", self.browser.page_source)
        self.open(f"/directives/{self.directive}")
        self.browser.find_element(By.NAME, "search").send_keys("s007")
        self.browser.find_element(By.CSS_SELECTOR, ".filter button").click()
        self.wait("the office that was looked for", lambda: self.script(steps) == 1)

    def test_a_branch_unfolds_in_its_place_and_folds_again(self):
        self.province.host("510000-S1", "四川省物理学会")
        rows = "return [...document.querySelectorAll('tbody tr')].map((row) => row.querySelector('th').textContent)"
        below = lambda: any("四川省物理学会" in row for row in self.script(rows))
        link = 'a.unfold[href="/offices?under=100000%2F510000"]'
        # Behind the societies that headquarters hosts.
        path = "/offices?after=100000%2F500000"
        self.wait("the society at headquarters", lambda: self.open(path) or (
            self.browser.find_elements(By.CSS_SELECTOR, link)), 20)
        self.assertFalse(below())
        self.script("document.querySelector(arguments[0]).click()", link)
        self.wait("the society below its province", below)
        self.assertEqual(self.script("return location.pathname + location.search"), path)
        self.assertEqual(self.script(LAYOUT, False), [])
        self.script("document.querySelector(arguments[0]).click()", link)
        self.wait("the branch folded", lambda: not below())
        # Without a script the same link is a page.
        self.open("/offices?under=100000%2F510000")
        self.assertTrue(below())
        self.browser.find_element(By.NAME, "search").send_keys("物理")
        self.browser.find_element(By.CSS_SELECTOR, ".filter button").click()
        self.wait("what was looked for", lambda: "search=" in self.browser.current_url)
        self.interactive()
        self.assertEqual(len(self.script(rows)), 1)

    def picture(self, path, size):
        height = self.script("return document.documentElement.scrollHeight")
        picture = self.browser.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size[0], "height": min(height, 1900), "scale": 1},
        })
        pathlib.Path(path).write_bytes(base64.b64decode(picture["data"]))


class Outcome(unittest.TextTestResult):
    """Remembers which scenarios were run and which of them failed."""

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.run_ones = []

    def startTest(self, test):
        super().startTest(test)
        self.run_ones.append(self.scenario(test))

    @staticmethod
    def scenario(test):
        return getattr(test, "test_case", test).id().rsplit(".", 1)[-1].removeprefix("test_")

    def write(self, path):
        """In the form of `swift test --xunit-output`, one scenario a line."""
        failed = {self.scenario(test) for test, _ in self.failures + self.errors}
        lines = [
            f'<testcase classname="browser" name="{name}"'
            + ("><failure/></testcase>" if name in failed else "/>")
            for name in self.run_ones
        ]
        text = "<testsuites><testsuite>\n" + "\n".join(lines) + "\n</testsuite></testsuites>\n"
        pathlib.Path(path).write_text(text)


if __name__ == "__main__":
    program = unittest.main(
        exit=False, verbosity=2, warnings="ignore",
        testRunner=unittest.TextTestRunner(resultclass=Outcome, verbosity=2),
    )
    if os.environ.get("CAST_RESULTS"):
        program.result.write(os.environ["CAST_RESULTS"])
    sys.exit(not program.result.wasSuccessful())
