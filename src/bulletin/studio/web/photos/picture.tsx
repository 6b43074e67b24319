// A photo with its focus and the part that is printed: by mouse, by arrow keys, and by numbers.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Finding } from "../shell/api.ts";
import { QUIET_MS } from "../shell/quiet.ts";
import type { PhotosApi, Use } from "./api.ts";
import { worst } from "./receiving.ts";
import * as words from "./words.ts";

/** Numbers of a value such as “30 40” or “[30, 40]”. */
export function numbers(value: string | undefined): number[] {
  return (value ?? "").match(/\d+(?:[.,]\d+)?/g)?.map((one) => Number(one.replace(",", "."))) ?? [];
}

/** The address of the small picture, and what refuses the photo where there is none. */
export function useThumb(api: PhotosApi, file: string, there: boolean): readonly [string, Finding | undefined] {
  const [url, setUrl] = useState("");
  const [fault, setFault] = useState<Finding | undefined>();
  useEffect(() => {
    let made = "";
    let gone = false;
    setUrl("");
    setFault(undefined);
    if (!there) return;
    api.thumb(file).then(
      (found) => {
        made = found;
        if (gone) URL.revokeObjectURL(found);
        else setUrl(found);
      },
      () =>
        api.facts(file).then(
          (facts) => {
            if (!gone && !facts.ok) setFault(worst(facts.findings));
          },
          () => undefined,
        ),
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [api, file, there]);
  return [url, fault];
}

/** Where the focus is while arrows and presses come: shown at once, sent when it is quiet. */
function usePoint(use: Use, onFocus: (value: string) => void) {
  const [x, y] = numbers(use.photo.focus);
  const [moved, show] = useState<readonly [number, number] | null>(null);
  const last = useRef({ timer: 0, send: onFocus, point: moved }).current;
  last.send = onFocus;
  const flush = () => {
    clearTimeout(last.timer);
    if (last.point) last.send(last.point.join(" "));
    last.point = null;
  };
  useEffect(() => flush, []);
  useEffect(() => {
    if (!last.point) show(null); // what the file says now
  }, [use.photo.focus]);
  const put = (nx: number, ny: number) => {
    last.point = [clamp(nx), clamp(ny)];
    show(last.point);
    clearTimeout(last.timer);
    last.timer = window.setTimeout(flush, QUIET_MS);
  };
  const now = moved ?? (x !== undefined && y !== undefined ? ([x, y] as const) : null);
  const clear = () => {
    clearTimeout(last.timer);
    last.point = null;
    show(null);
    onFocus("");
  };
  return { now, clear, from: (): readonly [number, number] => last.point ?? now ?? [50, 50], put };
}

export function Focus({ url, use, onFocus }: { url: string; use: Use; onFocus: (value: string) => void }) {
  const [left = 0, top = 0, right = 100, bottom = 100] = numbers(use.photo.crop);
  const id = useId();
  const { now, clear, from, put } = usePoint(use, onFocus);
  const keys = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 5 : 1;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [x, y] = from();
    put(x + move[0], y + move[1]);
  };
  const click = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    if (event.detail === 0) return; // a key on the button, which the arrows serve
    put(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  };
  return (
    <div class="focus">
      <button type="button" class="picture" onClick={click} onKeyDown={keys} aria-describedby={`${id} ${id}-how`}>
        <img src={url} alt="" />
        <span
          class="used"
          style={{ left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` }}
        />
        {now && <span class="point" style={{ left: `${now[0]}%`, top: `${now[1]}%` }} />}
        <span class="hidden">{words.focus}</span>
      </button>
      <p id={id} role="status">
        {now ? words.focusAt(now[0], now[1]) : words.noFocus}
      </p>
      <p class="hint" id={`${id}-how`}>
        {words.focusHint}
      </p>
      {now && (
        <button type="button" onClick={clear}>
          {words.clearFocus}
        </button>
      )}
    </div>
  );
}

const clamp = (value: number) => Math.round(Math.min(100, Math.max(0, value)));

export function Crop({ use, onCrop }: { use: Use; onCrop: (value: string) => void }) {
  const [wrong, setWrong] = useState(false);
  const now = numbers(use.photo.crop);
  const set = (event: Event) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement);
    const [left = 0, top = 0, right = 0, bottom = 0] = EDGES.map(([name]) => Number(said.get(name)));
    const good = right - left >= 5 && bottom - top >= 5 && left >= 0 && top >= 0 && right <= 100 && bottom <= 100;
    setWrong(!good);
    if (good) onCrop([left, top, right, bottom].join(" "));
  };
  return (
    <form class="crop" onSubmit={set}>
      <fieldset key={now.join()}>
        <legend>{words.crop}</legend>
        {EDGES.map(([name, label, whole], place) => (
          <label key={name}>
            {label}
            <input name={name} inputMode="numeric" autocomplete="off" defaultValue={String(now[place] ?? whole)} />
          </label>
        ))}
        {wrong && <p role="alert">{words.badCrop}</p>}
        <button type="submit">{words.setCrop}</button>
        {now.length === 4 && (
          <button type="button" onClick={() => onCrop("")}>
            {words.clearCrop}
          </button>
        )}
      </fieldset>
    </form>
  );
}

const EDGES = [
  ["left", words.left, 0],
  ["top", words.top, 0],
  ["right", words.right, 100],
  ["bottom", words.bottom, 100],
] as const;

/** The part of a photo that a page prints, drawn from its small picture. */
export function Printed({ url, crop, alt }: { url: string; crop: readonly number[]; alt: string }) {
  const [left = 0, top = 0, right = 1, bottom = 1] = crop;
  const wide = right - left;
  const high = bottom - top;
  const [shape, setShape] = useState(1.5);
  return (
    <span class="printed" style={{ aspectRatio: String((shape * wide) / high) }}>
      <img
        src={url}
        alt={alt}
        onLoad={(event) => setShape(event.currentTarget.naturalWidth / event.currentTarget.naturalHeight)}
        style={{ width: `${100 / wide}%`, left: `${(-left / wide) * 100}%`, top: `${(-top / high) * 100}%` }}
      />
    </span>
  );
}
