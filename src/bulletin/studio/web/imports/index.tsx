// The screen Import: paste, a file or an address; nothing is in the issue before it is kept.
import { useMemo, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { Findings } from "../shell/findings.tsx";
import { Page } from "../shell/page.tsx";
import { href } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { ImportsApi, type OfferField, type Offers } from "./api.ts";
import { OfferView } from "./offer.tsx";
import * as words from "./words.ts";

function View({ route }: { route: Route }) {
  const { bulletin, issue } = route;
  const api = useMemo(() => new ImportsApi(bulletin, issue), [bulletin, issue]);
  const [offers, setOffers] = useState<Offers | null>(null);
  const [busy, setBusy] = useState(false);
  const [settled, setSettled] = useState<readonly ReadonlySet<string>[]>([]);
  const reading = (work: Promise<Offers>) => {
    setBusy(true);
    work
      .then(
        (found) => {
          setOffers(found);
          setSettled(found.articles.map(() => new Set<string>()));
          if (!found.articles.length) say(words.nothing);
        },
        (fault: Fault) => say(fault.message),
      )
      .finally(() => setBusy(false));
  };
  const settle = (number: number, field: OfferField, value: string | null) => {
    if (!offers) return;
    api.settle(offers.token, number, { [field.name]: value }).then(
      (offer) => {
        setOffers({ ...offers, articles: offers.articles.map((one, place) => (place === number ? offer : one)) });
        setSettled(settled.map((names, place) => (place === number ? new Set([...names, field.name]) : names)));
      },
      (fault: Fault) => say(fault.message),
    );
  };
  const without = (number: number) => {
    if (!offers) return;
    const left = settled.filter((_, place) => place !== number);
    // The program knows offers by their numbers: those that are done stay as empty places.
    setOffers({
      ...offers,
      articles: offers.articles.map((one, place) => (place === number ? { ...one, source: [], fields: [] } : one)),
    });
    if (!left.length) setOffers(null);
  };
  const keep = (number: number) => {
    if (!offers) return;
    const title = offers.articles[number]?.title ?? "";
    api.keep(offers.token, number).then(
      (told) => {
        say(told.again ? words.again : words.kept(title));
        without(number);
      },
      (fault: Fault) => say(fault.message),
    );
  };
  return (
    <Page title={words.title} back={{ href: href(bulletin, issue, "board"), text: words.back }}>
      <div class="imports">
        <Ways
          busy={busy}
          onPaste={(html, text) => reading(api.paste(html, text))}
          onFile={(one) => reading(api.file(one))}
          onAddress={(one) => reading(api.address(one))}
        />
        <p role="status">{busy ? words.reading : ""}</p>
        <Findings findings={offers?.findings ?? []} />
        {offers?.articles.map(
          (offer, number) =>
            offer.fields.length > 0 && (
              <OfferView
                key={`${offers.token}${number}`}
                offer={offer}
                settled={settled[number] ?? new Set()}
                onSettle={(field, value) => settle(number, field, value)}
                onKeep={() => keep(number)}
                onDrop={() => without(number)}
              />
            ),
        )}
      </div>
    </Page>
  );
}

interface WaysProps {
  readonly busy: boolean;
  readonly onPaste: (html: string, text: string) => void;
  readonly onFile: (file: File) => void;
  readonly onAddress: (address: string) => void;
}

function Ways({ busy, onPaste, onFile, onAddress }: WaysProps) {
  const input = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState("");
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const clip = event.clipboardData;
    onPaste(clip?.getData("text/html") ?? "", clip?.getData("text/plain") ?? "");
  };
  return (
    <section class="ways" data-pane aria-label={words.title}>
      <label>
        {words.paste}
        <textarea rows={3} autocomplete="off" disabled={busy} aria-describedby="dan-y" onPaste={paste} />
      </label>
      <p class="hint" id="dan-y">
        {words.pasteHint}
      </p>
      <button type="button" disabled={busy} onClick={() => input.current?.click()}>
        {words.file}
      </button>
      <input
        ref={input}
        hidden
        aria-label={words.file}
        type="file"
        accept=".docx,.doc,.rtf,.odt,.html,.htm,.mht,.eml,.zip,.xlsx,.txt"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim()) onAddress(address.trim());
        }}
      >
        <label>
          {words.address}
          <input
            type="url"
            autocomplete="off"
            maxLength={2000}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={busy}>
          {words.fetch}
        </button>
      </form>
    </section>
  );
}

export const screen: Screen = { name: "imports", View };
