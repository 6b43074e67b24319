// The screen Photos: dropped at once, cut, named and described in one run.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { listenTo } from "../shell/events.ts";
import { onAnswer } from "../shell/outbox.ts";
import { Page } from "../shell/page.tsx";
import { href } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { nameOf, type Photo, type Photos, PhotosApi } from "./api.ts";
import { Detail } from "./detail.tsx";
import { useThumb } from "./picture.tsx";
import { type Coming, coming, forget, progress, receive } from "./receiving.ts";
import * as words from "./words.ts";
import { live } from "../shell/live.ts";

function View({ route }: { route: Route }) {
  const { bulletin, issue } = route;
  const api = useMemo(() => new PhotosApi(bulletin, issue), [bulletin, issue]);
  const [seen, setSeen] = useState<Photos | null>(null);
  const [chosen, setChosen] = useState("");
  const read = () => api.read().then(setSeen, failed);
  useEffect(() => {
    void read();
    const stops = [
      listenTo(api, ["planned", "photo", "outside", "connected"], () => void read()),
      onAnswer((_, answer) => {
        if (answer.conflicts.length) say(words.clash);
        void read();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api]);
  const [said, cards] = [live(progress), live(coming)];
  const take = (files: Iterable<File>) => receive(api, files, () => void read());
  const photo = seen?.photos.find((one) => one.file === chosen);
  const trash = async (file: string) => {
    const name = nameOf(file);
    const at = seen?.photos.findIndex((one) => one.file === file) ?? 0;
    try {
      const id = await api.trash(file);
      const back = () => api.takeOut(id).then(() => say(words.tookOut(name)));
      say(words.trashed(name), () => void back().catch(failed).then(read));
      await read();
      // What was pressed went away with its photo; the one that takes its place is next.
      const left = document.querySelectorAll<HTMLElement>(".photo-list button.card");
      (left[Math.min(at, left.length - 1)] ?? document.querySelector<HTMLElement>(".drop button"))?.focus();
    } catch (fault) {
      failed(fault as Fault);
    }
  };
  const lacking =
    seen?.photos.flatMap((one) => one.uses).filter((use) => use.lacking.some((name) => name !== "credit")).length ?? 0;
  return (
    <Page
      title={words.title}
      back={{ href: href(bulletin, issue, "board"), text: words.back }}
      facts={seen && <span>{words.count(seen.photos.length, lacking)}</span>}
    >
      <div class="photos">
        <section class="photo-list" data-pane aria-label={words.list}>
          <Drop onFiles={take} />
          <p class="hidden" role="status">
            {said}
          </p>
          {cards.length > 0 && (
            <ul class="coming">
              {cards.map((one) => (
                <ComingCard key={one.key} one={one} />
              ))}
            </ul>
          )}
          {seen?.photos.length === 0 && <p>{words.none}</p>}
          {seen && seen.photos.length > 0 && (
            <ul class="cards">
              {seen.photos.map((one) => (
                <Card
                  key={one.file}
                  api={api}
                  photo={one}
                  chosen={one.file === chosen}
                  onOpen={() => setChosen(one.file)}
                />
              ))}
            </ul>
          )}
        </section>
        {photo && seen ? (
          <Detail
            key={photo.file}
            api={api}
            photo={photo}
            all={seen}
            onEdit={(use, field, value) => api.edit(use, field, value)}
            onTrash={() => void trash(photo.file)}
            onAttach={(article) => api.attach(photo.file, article).then(read, failed)}
          />
        ) : (
          seen && seen.photos.length > 0 && <p class="alone">{words.noChoice}</p>
        )}
      </div>
    </Page>
  );
}

const failed = (fault: Fault) => say(fault.message);

function Drop({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(Array.from(event.dataTransfer?.files ?? []));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button beside it does the same
    <div
      class={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>{words.drop}</span>
      <button type="button" onClick={() => input.current?.click()}>
        {words.choose}
      </button>
      <input
        ref={input}
        hidden
        aria-label={words.choose}
        type="file"
        multiple
        accept="image/*,.heic,.heif"
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
          onFiles(files);
        }}
      />
    </div>
  );
}

function ComingCard({ one }: { one: Coming }) {
  if (one.state !== "refused")
    return (
      <li>
        <span>{words.coming(one.name)}</span>
      </li>
    );
  return (
    <li class="refused">
      <span role="alert">
        <b>{words.refused(one.name)}</b> {one.why} {one.remedy}
      </span>
      <button
        type="button"
        aria-label={`${words.forget}: ${one.name}`}
        onClick={(event) => {
          const list = event.currentTarget.closest(".photo-list");
          forget(one.key);
          // The button goes with its card; the next thing to do is beside it.
          setTimeout(() => list?.querySelector<HTMLElement>(":is(.coming, .drop) button")?.focus());
        }}
      >
        {words.forget}
      </button>
    </li>
  );
}

function Card({ api, photo, chosen, onOpen }: { api: PhotosApi; photo: Photo; chosen: boolean; onOpen: () => void }) {
  const [url, fault] = useThumb(api, photo.file, photo.there);
  const pages = [...new Set(photo.uses.flatMap((use) => use.placed.map((place) => place.page)))];
  const lacking = [...new Set(photo.uses.flatMap((use) => use.lacking))].filter((name) => name !== "credit");
  const where = !photo.there ? words.missing : photo.uses.length ? pages.map(words.onPage).join(", ") : words.unused;
  return (
    <li>
      <button type="button" class="card" aria-pressed={chosen} onClick={onOpen}>
        {url ? <img class="thumb" src={url} alt="" /> : <span class="thumb" />}
        <span class="name">{nameOf(photo.file)}</span>
        <span class="where">{where}</span>
        {fault && (
          <span class="bad">
            ✕ {words.bad}: {fault.what} {fault.remedy}
          </span>
        )}
        {lacking.length > 0 && (
          <span class="lacking">
            ⚠ {words.lacking} {lacking.map((name) => words.lack[name]).join(", ")}
          </span>
        )}
      </button>
    </li>
  );
}

export const screen: Screen = { name: "photos", View };
