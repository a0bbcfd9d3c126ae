"""devtools.py: headless Chromium over a pipe, by the DevTools protocol: what a page shows, what keys do, what it fetches.

Example:  with Browser() as browser: browser.open(path); browser.key("Tab"); print(browser.value("document.title"))
Reference: https://chromedevtools.github.io/devtools-protocol/ (Page, Runtime, Input, Accessibility, Network, Log).
"""

import base64
import json
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

WAIT = 120  # seconds; only a browser that answers no more takes so long
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-extensions", "--disable-background-networking", "--disable-component-update",
         "--disable-default-apps", "--disable-sync", "--hide-scrollbars", "--mute-audio", "--lang=en", "--window-size=1200,900"]
KEYS = {"Tab": (9, ""), "Enter": (13, "\r")}


class NoBrowser(Exception):
    """There is no Chromium, or it can't start here: the message says which."""


def command():
    for name in NAMES:
        if shutil.which(name):
            return shutil.which(name)
    raise NoBrowser("chromium is not installed")


def _end(process):
    """Ends a process and what it started; it has a group of its own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(20)
            return
        except subprocess.TimeoutExpired:
            pass


def probe():
    """Raises NoBrowser where not even a page of one word can be shown."""
    with tempfile.TemporaryDirectory(prefix="glocal-browser-", ignore_cleanup_errors=True) as folder:
        page = os.path.join(folder, "page.html")
        with open(page, "w", encoding="utf-8") as file:
            file.write("<!DOCTYPE html><title>probe</title><p>probe-<b>shown</b></p>")
        process = subprocess.Popen([command(), *FLAGS, "--user-data-dir=" + os.path.join(folder, "profile"), "--dump-dom",
                                    "file://" + page], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            out, errors = process.communicate(timeout=WAIT)
        except subprocess.TimeoutExpired:
            raise NoBrowser("chromium shows no page within %d s" % WAIT) from None
        finally:
            _end(process)
        if b"<b>shown</b>" not in out:
            said = errors.decode("utf-8", "replace").strip().splitlines()
            raise NoBrowser("chromium can't start here: " + (said[-1] if said else "it says nothing"))


class Browser:
    """A browser with one page."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="glocal-browser-")
        self.process = None
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()

        def at_start():  # the protocol is spoken over the descriptors 3 and 4
            first, second = os.dup(to_browser), os.dup(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)

        try:
            self.process = subprocess.Popen(
                [command(), *FLAGS, "--user-data-dir=" + os.path.join(self.folder, "profile"), "--remote-debugging-pipe",
                 "about:blank"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                close_fds=False, preexec_fn=at_start, start_new_session=True)
            os.close(to_browser)
            os.close(from_browser)
            self.number, self.rest, self.events, self.session = 0, b"", [], None
            self._attach()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process:
            _end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _attach(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility", "DOM"):
            self.call(domain + ".enable")
        # What has the focus is drawn as in a window that is in front.
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def _receive(self, end):
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.into], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.into, 1 << 16)
            if not data:
                raise EOFError("the browser has ended")
            self.rest += data
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + WAIT
        while True:
            answer = self._receive(end)
            if "method" in answer:
                self.events.append(answer)
            elif answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"].get("message")))
                return answer["result"]

    def wait(self, event):
        """Waits for an event that has not come since the events were last forgotten."""
        end = time.monotonic() + WAIT
        while not any(each["method"] == event for each in self.events):
            answer = self._receive(end)
            if "method" in answer:
                self.events.append(answer)

    def open(self, path):
        self.events = [each for each in self.events if each["method"] != "Page.loadEventFired"]
        self.call("Page.navigate", url="file://" + path)
        self.wait("Page.loadEventFired")

    def value(self, expression):
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("text", "") + " in " + expression)
        return found["result"].get("value")

    def key(self, name, modifiers=0):
        code, text = KEYS[name]
        shared = {"key": name, "code": name, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **shared)
        self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    def until(self, expression, what):
        """Waits until an expression is true, also across the loading of a page."""
        end = time.monotonic() + WAIT
        while True:
            try:
                if self.value(expression):
                    return
            except RuntimeError:  # between two pages there is nothing to ask
                pass
            if time.monotonic() > end:
                raise TimeoutError(what)
            time.sleep(0.05)

    def requests(self):
        """The addresses of all that was asked for."""
        return [each["params"]["request"]["url"] for each in self.events if each["method"] == "Network.requestWillBeSent"]

    def errors(self):
        """What the console and the log say is wrong."""
        said = [each["params"]["entry"]["text"] for each in self.events if each["method"] == "Log.entryAdded"
                and each["params"]["entry"]["level"] in ("error", "warning")]
        said += [str(each["params"].get("args")) for each in self.events if each["method"] == "Runtime.consoleAPICalled"]
        return said + [each["params"]["exceptionDetails"]["text"] for each in self.events
                       if each["method"] == "Runtime.exceptionThrown"]

    def accessible(self):
        """What a screen reader finds: (role, name) of each node that is not passed over."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes
                if not node.get("ignored") and "role" in node]

    def sheets(self):
        """How many sheets of A4 the page prints on."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed)))
