// One photo: its words in each story, its focus, the part that is printed, and how it comes out on the pages.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Field } from "../shell/field.tsx";
import { Findings } from "../shell/findings.tsx";
import { live } from "../shell/live.ts";
import { held } from "../shell/signed.ts";
import { type Facts, nameOf, type Photo, type Photos, type PhotosApi, type Place, type Use } from "./api.ts";
import { Crop, Focus, Printed, useThumb } from "./picture.tsx";
import * as words from "./words.ts";

export interface DetailProps {
  readonly api: PhotosApi;
  readonly photo: Photo;
  readonly all: Photos;
  readonly onEdit: (use: Use, field: string, value: string) => void;
  readonly onAttach: (article: string) => Promise<unknown>;
  readonly onTrash: () => void;
}

export function Detail({ api, photo, all, onEdit, onAttach, onTrash }: DetailProps) {
  const [url] = useThumb(api, photo.file, photo.there);
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    setFacts(null);
    if (photo.there) api.facts(photo.file).then(setFacts, () => setFacts(null));
  }, [api, photo.file, photo.there]);
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => head.current?.focus(), []);
  const attach = (article: string) =>
    void onAttach(article).then(() => {
      // Its words come next.
      setTimeout(() => document.querySelector<HTMLElement>(`[data-use="${CSS.escape(article)}"] textarea`)?.focus());
    });
  const bad = facts?.ok === false;
  const free = bad ? [] : all.stories.filter((story) => !photo.uses.some((use) => use.article === story.id));
  return (
    <section class="photo-detail" aria-labelledby="anh-ten" data-pane>
      <h2 id="anh-ten" ref={head} tabIndex={-1}>
        {nameOf(photo.file)}
      </h2>
      {facts?.width && facts.height && <p>{words.size(facts.width, facts.height)}</p>}
      <Findings findings={facts?.findings ?? []} />
      {photo.uses.length === 0 && url && <img class="alone-photo" src={url} alt="" />}
      {photo.uses.map((use) => (
        <InStory key={`${use.article}/${use.photo.id}`} url={url} use={use} all={all} facts={facts} onEdit={onEdit} />
      ))}
      {free.length > 0 && <Attach stories={free} onAttach={attach} />}
      {photo.there && (bad || photo.uses.length === 0) && (
        <p>
          <button type="button" onClick={onTrash}>
            {words.trash}
          </button>
        </p>
      )}
    </section>
  );
}

interface InStoryProps {
  readonly url: string;
  readonly use: Use;
  readonly all: Photos;
  readonly facts: Facts | null;
  readonly onEdit: DetailProps["onEdit"];
}

function InStory({ url, use, all, facts, onEdit }: InStoryProps) {
  const edit = (field: string) => (value: string) => onEdit(use, field, value);
  const guess = facts?.guess ?? {};
  const closed = live(held);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would look and be read as one of the form's own parts
    <div class="in-story" data-use={use.article} role="group" aria-label={words.story(use.title)}>
      <h3>{words.story(use.title)}</h3>
      <Field
        label={words.caption}
        value={use.photo.caption ?? ""}
        rows={2}
        onEdit={edit("caption")}
        required
        held={closed}
      />
      <Field label={words.credit} value={use.photo.credit ?? ""} onEdit={edit("credit")} held={closed} />
      {guess.credit && !use.photo.credit && (
        <Guess text={words.guessCredit(guess.credit)} onUse={() => edit("credit")(guess.credit ?? "")} />
      )}
      <Field
        label={words.alt}
        hint={words.altHint}
        value={use.photo.alt ?? ""}
        rows={2}
        onEdit={edit("alt")}
        required
        held={closed}
      />
      {guess.taken && !use.photo.taken && (
        <Guess text={words.guessTaken(guess.taken)} onUse={() => edit("taken")(guess.taken ?? "")} />
      )}
      {url && <Focus url={url} use={use} onFocus={edit("focus")} />}
      <Crop use={use} onCrop={edit("crop")} />
      <h4>{words.crops}</h4>
      {use.placed.length === 0 && <p>{words.noCrops}</p>}
      <ul class="crops" hidden={!use.placed.length}>
        {use.placed.map((place) => (
          <li key={`${place.page}${place.w}`}>
            {url && (
              <Printed
                url={url}
                crop={place.crop}
                alt={words.printed(place.page, Math.round(place.w), Math.round(place.h))}
              />
            )}
            <span>{words.printed(place.page, Math.round(place.w), Math.round(place.h))}</span>
            <Light place={place} limits={all.ppi} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Guess({ text, onUse }: { text: string; onUse: () => void }) {
  return (
    <p class="guess">
      {text}{" "}
      <button type="button" onClick={onUse}>
        {words.useGuess}
        <span class="hidden">: {text}</span>
      </button>
    </p>
  );
}

function Light({ place, limits }: { place: Place; limits: Photos["ppi"] }) {
  if (!limits) return null;
  const kind = place.ppi >= limits.good ? "good" : place.ppi >= limits.least ? "fair" : "poor";
  return <span class={`light ${kind}`}>{words.light[kind](Math.round(place.ppi))}</span>;
}

function Attach({ stories, onAttach }: { stories: Photos["stories"]; onAttach: (article: string) => void }) {
  const [chosen, setChosen] = useState(stories[0]?.id ?? "");
  return (
    <form
      class="attach"
      onSubmit={(event) => {
        event.preventDefault();
        onAttach(stories.some((one) => one.id === chosen) ? chosen : (stories[0]?.id ?? ""));
      }}
    >
      <label>
        {words.attachTo}
        <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          {stories.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{words.attachGo}</button>
    </form>
  );
}
