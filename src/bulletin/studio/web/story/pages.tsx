// The typeset story: crops of the pictures of its pages. A press on its words puts the caret there, and the other way round.
import { useState } from "preact/hooks";
import { useShot } from "../shell/shot.ts";
import type { Pages, Spot } from "./data.ts";
import * as words from "./words.ts";

const PAD_MM = 4;
const SIZES = [60, 80, 100, 130, 170, 220];

interface Props {
  readonly pages: Pages | null;
  /** The field and block that the caret is in. */
  readonly here: { readonly field: string; readonly block: number | null };
  readonly names: (field: string) => string;
  readonly go: (spot: Spot) => void;
}

export function PagesPane({ pages, here, names, go }: Props) {
  const [whole, show] = useState(false);
  const [size, resize] = useState(2);
  const mine = pages?.fit.pages ?? [];
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label={words.page}>
        <button type="button" aria-pressed={whole} onClick={() => show(!whole)}>
          {words.wholePage}
        </button>
        <button type="button" aria-label={words.smaller} disabled={size === 0} onClick={() => resize(size - 1)}>
          −
        </button>
        <span aria-live="polite">{SIZES[size]} %</span>
        <button
          type="button"
          aria-label={words.larger}
          disabled={size === SIZES.length - 1}
          onClick={() => resize(size + 1)}
        >
          +
        </button>
      </div>
      {!pages?.size || !mine.length ? (
        <p class="alone">{words.noPicture}</p>
      ) : (
        mine.map((number) => (
          <PageCrop
            key={number}
            number={number}
            pages={pages}
            whole={whole}
            scale={(SIZES[size] ?? 100) / 100}
            here={here}
            names={names}
            go={go}
          />
        ))
      )}
    </>
  );
}

interface CropProps extends Props {
  readonly number: number;
  readonly pages: Pages;
  readonly whole: boolean;
  readonly scale: number;
}

function PageCrop({ number, pages, whole, scale, here, names, go }: CropProps) {
  const digest = pages.pages.find((one) => one.number === number)?.digest ?? "";
  const source = useShot(digest);
  const [width, height] = pages.size ?? [1, 1];
  const spots = pages.spots.filter((spot) => spot.page === number);
  const box = whole || !spots.length ? { x: 0, y: 0, w: width, h: height } : around(spots, width, height);
  const shown = (value: number, of: number): string => `${(100 * value) / of}%`;
  return (
    <figure class="crop" style={{ width: `${100 * scale}%` }}>
      <div class="sheet" style={{ aspectRatio: `${box.w} / ${box.h}` }}>
        {source && (
          <img
            src={source}
            alt={words.pageNumber(number)}
            style={{ width: shown(width, box.w), left: shown(-box.x, box.w), top: shown(-box.y, box.h) }}
          />
        )}
        {spots.map((spot) => (
          <button
            key={`${spot.field}${spot.block}${spot.box.join()}`}
            type="button"
            class={`spot ${spot.field === here.field && spot.block === here.block ? "here" : ""}`}
            tabIndex={-1}
            aria-label={words.goTo(names(spot.field))}
            style={{
              left: shown(spot.box[0] - box.x, box.w),
              top: shown(spot.box[1] - box.y, box.h),
              width: shown(spot.box[2], box.w),
              height: shown(spot.box[3], box.h),
            }}
            onClick={() => go(spot)}
          />
        ))}
      </div>
      <figcaption>{words.pageNumber(number)}</figcaption>
    </figure>
  );
}

function around(spots: readonly Spot[], width: number, height: number) {
  const left = Math.max(0, Math.min(...spots.map((spot) => spot.box[0])) - PAD_MM);
  const top = Math.max(0, Math.min(...spots.map((spot) => spot.box[1])) - PAD_MM);
  const right = Math.min(width, Math.max(...spots.map((spot) => spot.box[0] + spot.box[2])) + PAD_MM);
  const foot = Math.min(height, Math.max(...spots.map((spot) => spot.box[1] + spot.box[3])) + PAD_MM);
  return { x: left, y: top, w: right - left, h: foot - top };
}
