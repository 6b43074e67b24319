// The window: one screen at a time, chosen by the address, with the toast, the help and the state of the program around it.
import { useEffect, useState } from "preact/hooks";
import { locked, reachable } from "./api.ts";
import { Help } from "./help.tsx";
import * as keys from "./keys.ts";
import { HelpContext, Page } from "./page.tsx";
import { href, route } from "./router.ts";
import type { Screen } from "./screen.ts";
import { Toast } from "./toast.tsx";
import { words } from "./words.ts";

export function App(props: { screens: readonly Screen[] }) {
  const now = route.value;
  const screen = props.screens.find((one) => one.name === now.screen);
  const [helping, help] = useState(false);
  const address = JSON.stringify([now.screen, now.bulletin, now.issue, now.rest[0]]);
  useEffect(() => keys.begin(() => help(true)), []);
  useEffect(() => {
    const title = screen?.title(now);
    document.title = title && title !== words.product ? `${title} – ${words.product}` : words.product;
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [address]);
  return (
    <HelpContext.Provider value={() => help(true)}>
      <a class="skip" href="#main" onClick={skip}>
        {words.skip}
      </a>
      {!reachable.value && (
        <p class="banner" role="alert">
          {words.stopped}
        </p>
      )}
      {locked.value && (
        <p class="banner" role="alert">
          {words.noKey}
        </p>
      )}
      {screen ? (
        <screen.View key={address} route={now} />
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
