// One offered story: on the left what came, on the right what was made of it, with every guess to be looked at.
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Offer, OfferField } from "./api.ts";
import * as words from "./words.ts";

export interface OfferProps {
  readonly offer: Offer;
  readonly settled: ReadonlySet<string>;
  readonly onSettle: (field: OfferField, value: string | null) => void;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}

export function OfferView({ offer, settled, onSettle, onKeep, onDrop }: OfferProps) {
  const id = useId();
  const open = offer.fields.filter((one) => one.certainty === "guess" && !settled.has(one.name)).length;
  return (
    <article class="offer">
      <section aria-labelledby={`${id}-goc`} data-pane>
        <h2 id={`${id}-goc`}>{words.source}</h2>
        <div class="source">
          {offer.source.map((text, place) => (
            <p key={`${place}${text.slice(0, 20)}`}>{text}</p>
          ))}
        </div>
        {offer.lost.length > 0 && (
          <>
            <h3>{words.lost}</h3>
            <ul>
              {offer.lost.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section aria-labelledby={`${id}-bai`} data-pane>
        <h2 id={`${id}-bai`}>{words.fields}</h2>
        {offer.photos > 0 && <p>{words.photos(offer.photos)}</p>}
        <dl>
          {offer.fields
            .filter((one) => one.certainty !== "missing" || one.name === "title")
            .map((one) => (
              <Value key={one.name} one={one} seen={settled.has(one.name)} onSettle={(value) => onSettle(one, value)} />
            ))}
        </dl>
        <p role="status">{words.settle(open)}</p>
        <div class="acts">
          <button type="button" class={open ? "" : "main"} onClick={onKeep}>
            {open ? words.keepOpen : words.keep}
          </button>
          <button type="button" onClick={onDrop}>
            {words.drop}
          </button>
        </div>
      </section>
    </article>
  );
}

function labelOf(name: string): string {
  const photo = /^photos\.(\d+)\.(\w+)$/.exec(name);
  if (photo) return words.photo(photo[1] ?? "", words.names[photo[2] ?? ""] ?? photo[2] ?? "");
  return words.names[name] ?? name;
}

function saidOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(saidOf).join(", ");
  if (typeof value === "object") return "name" in value ? String(value.name) : JSON.stringify(value);
  return String(value);
}

function Value({ one, seen, onSettle }: { one: OfferField; seen: boolean; onSettle: (value: string | null) => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [editing, setEditing] = useState(false);
  useLayoutEffect(() => box.current?.focus(), [editing]);
  const label = labelOf(one.name);
  const said = saidOf(one.value);
  const doubtful = one.certainty === "guess" && !seen;
  return (
    <div class={doubtful ? "doubt" : ""}>
      <dt>
        {label} <em>({seen ? words.confirmed(label) : words.certain[one.certainty]})</em>
        {doubtful && one.reason && <span class="hint"> {one.reason}</span>}
      </dt>
      <dd>
        {editing ? (
          <textarea
            ref={box}
            aria-label={label}
            rows={one.name === "body" ? 8 : 2}
            autocomplete="off"
            defaultValue={said}
          />
        ) : (
          <span class={one.name === "body" ? "body" : ""}>{said}</span>
        )}
        <span class="acts">
          {editing ? (
            <button
              type="button"
              onClick={() => {
                setEditing(false);
                onSettle(box.current?.value ?? said);
              }}
            >
              {words.right}
              <span class="hidden">: {label}</span>
            </button>
          ) : (
            <>
              {doubtful && (
                <button type="button" onClick={() => onSettle(null)}>
                  ✓ {words.right}
                  <span class="hidden">: {label}</span>
                </button>
              )}
              {one.editable && (
                <button type="button" onClick={() => setEditing(true)}>
                  {words.change}
                  <span class="hidden">: {label}</span>
                </button>
              )}
            </>
          )}
        </span>
      </dd>
    </div>
  );
}
