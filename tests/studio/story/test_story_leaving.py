"""What was typed a moment before the page goes is sent by the leaving itself."""

from __future__ import annotations

from noisy_studio import NoisyStudio
from window_kit import chromium, wait_until, window

BODY = ".pane:nth-child(2) .ProseMirror"
STORY = """\
ma: bai
tieu_de: "Bến cá"
noi_dung: |
  Đoạn một.
"""


def test_each_event_of_a_page_that_goes_sends_what_was_just_typed() -> None:
    """Firefox ends the stream of events before `pagehide`, and a tab that is closed may only be hidden.

    No clock ticks here, so nothing but the event sends.
    """
    studio = NoisyStudio(STORY)
    studio.calm.set()
    try:
        with chromium() as browser, window(browser, studio) as page:
            gone: list[str] = []
            page.on("request", lambda one: gone.append(one.url) if '"gone":true' in (one.post_data or "") else None)
            places = {"title": page.locator("[data-field=title] textarea"), "body": page.locator(BODY)}
            places["body"].wait_for()
            page.clock.install(time=0)
            page.clock.pause_at(1)
            for going in ("beforeunload", "visibilitychange", "pagehide"):
                for field, place in places.items():
                    place.press("Control+End")
                    page.keyboard.type(f" {going}")
                    assert going not in studio.values()[field]
                    page.evaluate("name => dispatchEvent(new Event(name))", going)
                    wait_until(
                        lambda field=field, going=going: studio.values()[field].endswith(f" {going}"),
                        f"{field} is not sent by {going}",
                        30,
                    )
                    page.evaluate("0")  # what the page asked for is told by now
                    assert bool(gone) == (going != "visibilitychange"), "who leaves says so, who looks away does not"
                    gone.clear()
    finally:
        studio.close()
