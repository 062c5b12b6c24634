"""The viewer in a real browser: served by textual-serve, in half-blocks, with its keys."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from miliary_chat.picture.overlay import OUTLINE

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("default")]  # the browser's driver warns of its own

SERVER = (
    "import sys; from textual_serve.server import Server; Server(sys.argv[2], '127.0.0.1', int(sys.argv[1])).serve()"
)
SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=1300,900"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture
def page() -> Iterator[str]:
    """The address of the flagship's film, served on this machine alone."""
    pytest.importorskip("textual_serve", reason="NOT TESTED: the browser; textual-serve is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    viewing = f"{sys.executable} -m miliary_chat view wedding-photograph/film"
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port), viewing], stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/?fontsize=12"
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def browser() -> Iterator[Any]:
    """A browser without a window."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="NOT TESTED: the browser; selenium is not installed")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("NOT TESTED: the browser; chromium and chromedriver are not here (see .ci/browser.sh)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in SWITCHES:
        options.add_argument(switch)
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()


def shot(browser: Any) -> Image.Image:
    """What is seen now."""
    with Image.open(BytesIO(browser.get_screenshot_as_png())) as image:
        return image.convert("RGB")


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    """All colours of it."""
    return {colour for _, colour in image.getcolors(1 << 24) or []}


def test_a_film_is_drawn_in_greys_and_its_keys_work(browser: Any, page: str) -> None:
    wait = pytest.importorskip("selenium.webdriver.support.ui", reason="NOT TESTED: the browser").WebDriverWait
    keys = pytest.importorskip("selenium.webdriver.common.action_chains", reason="NOT TESTED: the browser").ActionChains
    wait(browser, 60, ignored_exceptions=[Exception]).until(lambda _: _opened(browser, page))
    wait(browser, 60).until(lambda _: sum(r == g == b for r, g, b in colours(shot(browser))) > 60)
    keys(browser).move_by_offset(600, 300).click().send_keys("2").perform()
    wait(browser, 30).until(lambda _: OUTLINE in colours(shot(browser)))


def _opened(browser: Any, page: str) -> bool:
    browser.get(page)
    return True
