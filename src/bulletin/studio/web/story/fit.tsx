// How long the story is, from the plan: lines, pages, and what the issue is over or under.
import { useRef } from "preact/hooks";
import type { Fit } from "./data.ts";
import * as words from "./words.ts";

export function FitMeter({ fit }: { fit: Fit | null }) {
  const first = useRef<number | null>(null);
  if (first.current === null && fit?.lines) first.current = fit.lines;
  if (!fit || fit.lines === null) return <span class="fit">{words.noPlan}</span>;
  const more = fit.lines - (first.current ?? fit.lines);
  return (
    <span class="fit">
      <span>
        {words.lines(fit.lines)} {more !== 0 && words.more(more)}
      </span>
      <span>{words.onPages([...fit.pages])}</span>
      {fit.over !== null && (
        <span class={fit.over > 0 ? "over" : ""}>
          {fit.over > 0 ? words.over(fit.over) : fit.over < 0 ? words.under(-fit.over) : words.justRight}
        </span>
      )}
      {fit.cut !== null && <span class="over">{words.cut(fit.cut)}</span>}
    </span>
  );
}
