// The masthead as it will look, drawn by the browser: near enough to choose by, and it changes at every key.
import * as words from "./words.ts";

export interface MastheadFacts {
  readonly name: string;
  readonly body: string;
  readonly period: string;
  readonly layout: string;
  readonly kind: string;
}

export function Masthead(props: { facts: MastheadFacts }) {
  const { name, body, period, layout, kind } = props.facts;
  // The words of the label are not printed again in the name (`masthead_name` of a publication).
  const title = name.trim().replace(/^bản tin (.)/i, (_, first: string) => first.toUpperCase()) || words.sampleName;
  const size = Math.max(1.1, Math.min(3.4, 30 / Math.max(8, title.length)));
  const circulation = kind === "internal" ? "Lưu hành nội bộ" : "";
  return (
    <figure class={`masthead ${layout}`}>
      <figcaption>{words.masthead}</figcaption>
      <div class="paper" aria-live="off">
        <p class="label">{words.label}</p>
        <p class={`name ${name.trim() ? "" : "sample"}`} style={{ fontSize: `${size}rem` }}>
          {title}
        </p>
        <p class="line">
          <span class={body.trim() ? "" : "sample"}>{body.trim() || words.sampleBody}</span>
          <span>{[period.trim(), circulation].filter(Boolean).join(" · ")}</span>
        </p>
      </div>
      <p class="hint">{words.mastheadNote}</p>
    </figure>
  );
}
