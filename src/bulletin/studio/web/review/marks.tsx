// Remarks on the picture of a page: a mark with its number leads to the remark in the list, and the other way round.
import { useEffect } from "preact/hooks";
import { PageChoice } from "../shell/past.tsx";
import { useShot } from "../shell/shot.ts";
import type { Remark, Review } from "./api.ts";
import * as words from "./words.ts";

export interface MarkedPageProps {
  readonly review: Review;
  readonly page: number;
  readonly turn: (page: number) => void;
  /** The id of the remark whose mark gets the focus. */
  readonly wanted: string;
  readonly onMark: (one: Remark) => void;
  /** A press on the page itself, on a story or on none. */
  readonly onPlace: (story: string) => void;
}

const markId = (remark: string): string => `dau-${remark}`;

export function MarkedPage({ review, page, turn, wanted, onMark, onPlace }: MarkedPageProps) {
  const { pages, remarks } = review;
  const source = useShot(pages.find((one) => one.number === page)?.digest ?? null);
  useEffect(() => document.getElementById(markId(wanted))?.focus(), [wanted, page, source]);
  const press = (event: MouseEvent) => {
    const { width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = (100 * event.offsetX) / width;
    const y = (100 * event.offsetY) / height;
    const found = review.stories.find((one) =>
      one.boxes.some(
        ([on = 0, left = 0, top = 0, w = 0, h = 0]) =>
          on === page && x >= left && x <= left + w && y >= top && y <= top + h,
      ),
    );
    onPlace(found?.id ?? "");
  };
  return (
    <section aria-label={words.marked}>
      <PageChoice page={page} pages={pages.map((one) => one.number)} turn={turn} />
      <p class="hint">{words.markHint}</p>
      <div class="marked">
        {source && <img src={source} alt={words.onPage(page)} />}
        {source && <button type="button" class="plain" tabIndex={-1} aria-label={words.markHere} onClick={press} />}
        {source &&
          remarks?.map(
            (one, place) =>
              one.mark?.page === page && (
                <button
                  key={one.id}
                  id={markId(one.id)}
                  type="button"
                  class={`mark ${one.state}`}
                  aria-label={words.mark(place + 1, one.by, one.text.slice(0, 60))}
                  style={{ left: `${one.mark.left}%`, top: `${one.mark.top}%` }}
                  onClick={() => onMark(one)}
                >
                  {place + 1}
                </button>
              ),
          )}
      </div>
    </section>
  );
}
