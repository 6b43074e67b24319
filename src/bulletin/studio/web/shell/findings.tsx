// Findings of one place: what is the matter, why, and what to do here.
import type { Finding } from "./api.ts";

export interface FixableFinding extends Finding {
  /** What is mended by a press; `of` is the place of it, for a name of its own. */
  readonly fix?: { readonly label: string; readonly of?: string };
}

export function Findings(props: { id?: string; findings: readonly FixableFinding[]; onFix?: (one: Finding) => void }) {
  if (!props.findings.length) return null;
  return (
    <ul class="findings" id={props.id}>
      {props.findings.map((one) => (
        <li key={`${one.rule}${one.what}`} class={one.severity}>
          <span class="sign" aria-hidden="true">
            {one.severity === "error" ? "✕" : "⚠"}
          </span>
          <span>
            <b class="hidden">{one.severity === "error" ? "Lỗi: " : "Cần xem: "}</b>
            {one.what} {one.remedy && <span class="remedy">{one.remedy}</span>}
          </span>
          {one.fix && props.onFix && (
            <button type="button" onClick={() => props.onFix?.(one)}>
              {one.fix.label}
              {one.fix.of && <span class="hidden">: {one.fix.of}</span>}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
