"""briefs_in_browser.py: goes through a folder of briefs as a reader does: the index by keyboard and by screen reader, each link, the
sheets that a brief prints on. Writes what it found as JSON; ends with 3, and says why, where no browser can run.

Example:  python3 tests/browser/briefs_in_browser.py briefs/2026-11-30 [BRIEF.html ...]
"""

import json
import os
import sys

from devtools import Browser, NoBrowser, probe

FOCUS = """(() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const s = getComputedStyle(e), b = e.getBoundingClientRect();
  return { tag: e.tagName.toLowerCase(), href: e.getAttribute("href") || "", text: e.textContent.trim(),
    map: !!e.closest("svg"), style: s.outlineStyle, width: parseFloat(s.outlineWidth),
    seen: b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight } })()"""


def go_by_keyboard(browser, most):
    """Where Tab leads, from the top of the page until the focus leaves it or comes round."""
    stops = []
    for _ in range(most):
        browser.key("Tab")
        stop = browser.value(FOCUS)
        if not stop or (stops and stop == stops[0]):
            break
        stops.append(stop)
    return stops


def tab_to(browser, on_map, most):
    """Tab until the focus is on a link of the map, or on one that is not."""
    for _ in range(most):
        browser.key("Tab")
        stop = browser.value(FOCUS)
        if stop and stop["map"] == on_map and not stop["href"].startswith("#"):
            return stop
    raise RuntimeError("Tab reaches no link " + ("of the map" if on_map else "of the table"))


def follow(browser, index):
    """Enter on the link that has the focus: where it leads."""
    browser.key("Enter")
    browser.until("document.readyState === 'complete' && !location.pathname.endsWith('/index.html')", "the link leads nowhere")
    landed = browser.value("location.pathname")
    title = browser.value("document.querySelector('h1').textContent")
    browser.open(index)
    return os.path.basename(landed), title


def look_at_index(browser, index):
    browser.open(index)
    links = browser.value("[...document.querySelectorAll('a:not([href^=\"#\"])')].map(a => a.getAttribute('href'))")
    folder = os.path.dirname(index)
    nodes = browser.accessible()
    found = {
        "links": len(links), "missing": [link for link in links if not os.path.isfile(os.path.join(folder, link))],
        "table_links": browser.value("document.querySelectorAll('#zones a').length"),
        "map_links": browser.value("document.querySelectorAll('svg a').length"),
        "scripts": browser.value("document.scripts.length"),
        "overflow": browser.value("document.documentElement.scrollWidth > innerWidth"),
        "names": [name for role, name in nodes if role == "link"],
        "tables": [name for role, name in nodes if role in ("table", "grid") and name],
        "column_names": {name: True for role, name in nodes if role == "columnheader"},
        "language": browser.value("document.documentElement.lang"),
    }
    found["stops"] = go_by_keyboard(browser, len(links) + 5)
    browser.open(index)
    found["followed"] = []
    for on_map in (True, False):
        stop = tab_to(browser, on_map, len(links) + 5)
        found["followed"].append([stop["href"], *follow(browser, index)])
    browser.key("Tab")  # the way past the map
    found["skip"] = browser.value(FOCUS)["href"]
    browser.key("Enter")
    browser.key("Tab")
    found["after_skip"] = browser.value(FOCUS)
    return found


def look_at_brief(browser, path):
    browser.open(path)
    found = {"file": os.path.basename(path), "sheets": browser.sheets(),
             "forms": browser.value("[...document.querySelectorAll('p.form a')].map(a => [a.download, a.href])")}
    # The first page is what stands before the annex.
    browser.value("""(() => { let e = document.querySelector("h2.annex"); while (e) { const n = e.nextSibling; e.remove(); e = n } })()""")
    found["front_sheets"] = browser.sheets()
    return found


def main(folder, *briefs):
    folder = os.path.abspath(folder)
    index = os.path.join(folder, "index.html")
    briefs = briefs or sorted(name for name in os.listdir(folder) if name.endswith(".html") and name != "index.html")
    try:
        probe()
        with Browser() as browser:
            found = {"index": look_at_index(browser, index)} if os.path.isfile(index) else {}
            found["briefs"] = [look_at_brief(browser, os.path.join(folder, name)) for name in briefs]
            found["requests"] = [url for url in browser.requests() if not url.startswith("file://" + folder + "/")]
            found["errors"] = browser.errors()
    except (NoBrowser, EOFError, TimeoutError) as fault:  # none, or one that ends or stalls here: nothing is known of the pages
        print(fault)
        return 3
    json.dump(found, sys.stdout, ensure_ascii=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
