// The window: one screen at a time, chosen by the address, with the toast, the help and the state of the program around it.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { locked, reachable } from "./api.ts";
import { missing as missingIssue } from "./company.ts";
import { Help } from "./help.tsx";
import * as keys from "./keys.ts";
import { HelpContext, Page } from "./page.tsx";
import { href, route } from "./router.ts";
import type { ListedScreen, Screen } from "./screen.ts";
import { Signed } from "./signed.tsx";
import { givenUp } from "./signed.ts";
import { Toast } from "./toast.tsx";
import * as words from "./words.ts";
import { live } from "./live.ts";

const fetched = new Map<string, Screen>();

/** The screen of a name: undefined while its part is fetched, null when there is none, a fault when it did not come. */
function useScreen(listed: ListedScreen | undefined): Screen | undefined | null | "missing" {
  const [, show] = useState(0);
  const [missing, miss] = useState("");
  const name = listed?.name ?? "";
  const found = listed ? (listed.screen ?? fetched.get(name)) : null;
  useEffect(() => {
    if (found !== undefined) return;
    listed?.load?.().then(
      (part) => {
        fetched.set(name, part.screen);
        show((count) => count + 1);
      },
      () => miss(name),
    );
  }, [name]);
  return found === undefined && missing === name ? "missing" : found;
}

export function App(props: { screens: readonly ListedScreen[] }) {
  const now = live(route);
  const found = useScreen(props.screens.find((one) => one.name === now.screen));
  const screen = found === "missing" ? undefined : found;
  const lost = live(missingIssue);
  const [helping, help] = useState(false);
  const address = JSON.stringify([now.screen, now.bulletin, now.issue, now.rest[0], live(givenUp)]);
  // Before the first picture: a key that is pressed as soon as the window is seen counts.
  useLayoutEffect(() => keys.begin(() => help(true)), []);
  useLayoutEffect(() => {
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [address, screen, lost]);
  return (
    <HelpContext.Provider value={() => help(true)}>
      <a class="skip" href="#main" onClick={skip}>
        {words.skip}
      </a>
      {!live(reachable) && (
        <p class="banner" role="alert">
          {words.stopped}
        </p>
      )}
      {live(locked) && (
        <p class="banner" role="alert">
          {words.noKey}
        </p>
      )}
      <Signed />
      {lost ? (
        <Page title={words.notThere} back={{ href: href(), text: words.toHome }}>
          <p class="alone" role="alert">
            {lost} <a href={href()}>{words.toHome}</a>
          </p>
        </Page>
      ) : screen ? (
        <screen.View key={address} route={now} />
      ) : screen === undefined ? (
        <Page title={words.product} back={{ href: href(), text: words.toHome }}>
          <p class="alone" role={found === "missing" ? "alert" : undefined}>
            {found === "missing" ? words.partMissing : words.opening}{" "}
            {found === "missing" && (
              <button type="button" onClick={() => location.reload()}>
                {words.retry}
              </button>
            )}
          </p>
        </Page>
      ) : (
        <Page title={words.notFound} back={{ href: href(), text: words.product }}>
          <p class="alone">
            <a href={href()}>{words.toHome}</a>
          </p>
        </Page>
      )}
      <Toast />
      {helping && <Help keys={screen?.keys ?? []} onClose={() => help(false)} />}
    </HelpContext.Provider>
  );
}

// The address belongs to the router, so the skip link moves the focus itself.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
