// What the archive keeps of the issue, and reading it anew.
import { useEffect, useState } from "preact/hooks";
import { type Fault, type Finding, get, issuePath, post } from "../shell/api.ts";
import { Findings } from "../shell/findings.tsx";
import { href, OWN } from "../shell/router.ts";
import { say } from "../shell/toast.tsx";
import type { Job, Output } from "./api.ts";
import { sizeOf, timeOf } from "./card.tsx";
import * as words from "./words.ts";

interface Kept {
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly why: string;
  readonly files: number;
  readonly digest: string;
}
interface Archive {
  readonly place: string;
  readonly kept: Kept | null;
  readonly read: string;
  readonly issues: number;
  /** What to type when files are damaged. */
  readonly repair: string;
  readonly problems: readonly Finding[];
}

export function ArchivePart(props: { bulletin: string; issue: string; output: Output; job: Job | null }) {
  const { bulletin, issue, output, job } = props;
  const [seen, see] = useState<Archive | null>(null);
  const ended = job && job.state !== "running" ? job : null;
  useEffect(() => {
    get<Archive>(issuePath(bulletin, issue, "archive")).then(see, (fault: Fault) => say(fault.message));
  }, [output.at, ended]);
  if (!seen) return null;
  if (!seen.place) {
    return (
      <p class="state">
        {words.noArchive} <a href={href(bulletin, OWN, "publication")}>{words.sheet}</a>
      </p>
    );
  }
  const read = () =>
    post(issuePath(bulletin, issue, "archive", "read"), {}).catch((fault: Fault) => say(fault.message));
  return (
    <div class="mailing">
      <h3>{words.archive}</h3>
      <p>{words.place(seen.place, seen.issues)}</p>
      <Findings findings={seen.problems} />
      {seen.kept ? (
        <>
          <p>{words.keptAs(seen.kept.id, seen.kept.version, timeOf(seen.kept.at), seen.kept.files)}</p>
          <p class="digest">{words.digest(seen.kept.digest)}</p>
          <p>{seen.read ? words.wholeAt(timeOf(seen.read)) : words.neverRead}</p>
        </>
      ) : (
        <p>{words.notKept}</p>
      )}
      <button type="button" disabled={job?.state === "running" || !seen.issues} onClick={read}>
        {words.readArchive}
      </button>
      <div role="status">
        {job?.state === "checked" && (
          <p class={`state ${job.damaged ? "old" : ""}`}>
            {words.checked(Boolean(job.damaged), job.issues ?? 0, job.files ?? 0, sizeOf(job.bytes ?? 0))}
          </p>
        )}
      </div>
      {job?.state === "checked" && (
        <>
          {job.damaged && <code>{seen.repair}</code>}
          <ul class="files">
            {(job.damages ?? []).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <Findings findings={job.findings ?? []} />
        </>
      )}
    </div>
  );
}
