// All findings in one list: mend, or leave with a reason.
import { useState } from "preact/hooks";
import { Dialog } from "../shell/dialog.tsx";
import { href, OWN } from "../shell/router.ts";
import type { FoundFinding } from "./api.ts";
import * as words from "./words.ts";

export interface ListProps {
  readonly bulletin: string;
  readonly issue: string;
  readonly findings: readonly FoundFinding[];
  readonly onIgnore: (one: FoundFinding, reason: string) => void;
}

export function FindingList({ bulletin, issue, findings, onIgnore }: ListProps) {
  const [asked, setAsked] = useState<FoundFinding | null>(null);
  const errors = findings.filter((one) => one.severity === "error").length;
  return (
    <section class="review-part" aria-labelledby="soat-loi" data-pane>
      <h2 id="soat-loi">{words.findings}</h2>
      <p>{findings.length ? words.counts(errors, findings.length - errors) : words.noFindings}</p>
      <ul class="findings" hidden={!findings.length}>
        {findings.map((one) => (
          <li key={`${one.rule}${one.id}${one.what}`} class={one.severity}>
            <span class="sign" aria-hidden="true">
              {one.severity === "error" ? "✕" : "⚠"}
            </span>
            <span>
              <b class="hidden">{one.severity === "error" ? words.error : words.warning} </b>
              <b>{whereOf(one)}</b> {one.what} {one.remedy && <span class="remedy">{one.remedy}</span>}
            </span>
            <span class="acts">
              {one.kind && (
                <a class="button" href={placeOf(bulletin, issue, one)}>
                  {words.fix}
                  <span class="hidden">: {one.what}</span>
                </a>
              )}
              {one.kind && one.severity !== "error" && (
                <button type="button" onClick={() => setAsked(one)}>
                  {words.ignore}
                  <span class="hidden"> {one.what}</span>
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {asked && (
        <Reason
          what={asked.what}
          onClose={() => setAsked(null)}
          onGo={(reason) => {
            onIgnore(asked, reason);
            setAsked(null);
          }}
        />
      )}
    </section>
  );
}

/** The field where it is mended, and the paragraph of a body. */
function placeOf(bulletin: string, issue: string, one: FoundFinding): string {
  const field = [one.field, one.block === undefined ? "" : String(one.block)];
  if (one.kind === "article") return href(bulletin, issue, "story", one.id, ...field);
  return one.kind === "issue" ? href(bulletin, issue, "issue", ...field) : href(bulletin, OWN, "publication", ...field);
}

function whereOf(one: FoundFinding): string {
  if (one.kind === "article") return words.inStory(one.title || one.id);
  if (one.kind === "issue") return words.inIssue;
  if (one.kind === "publication") return words.inPublication;
  return one.page ? words.onPage(one.page) : "";
}

function Reason({ what, onClose, onGo }: { what: string; onClose: () => void; onGo: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  return (
    <Dialog
      title={words.ignoreTitle}
      onClose={onClose}
      act={{ text: words.add, go: () => onGo(reason.trim()), disabled: !reason.trim() }}
    >
      <p>{what}</p>
      <label class="line">
        {words.ignoreWhy}
        <input maxLength={200} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <p class="hint">{words.ignoreNote}</p>
    </Dialog>
  );
}
