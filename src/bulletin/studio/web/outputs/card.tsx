// One output: what it is for, what was made last, its files, and the report on them.
import type { ComponentChildren } from "preact";
import { Findings } from "../shell/findings.tsx";
import type { Edition, Job, Output } from "./api.ts";
import * as words from "./words.ts";

export interface CardProps {
  readonly output: Output;
  readonly job: Job | null;
  readonly busy: boolean;
  readonly onMake: () => void;
  readonly onStop: () => void;
  readonly onOpen: (name: string) => void;
  readonly children?: ComponentChildren;
}

export function Card({ output, job, busy, onMake, onStop, onOpen, children }: CardProps) {
  const running = job?.state === "running";
  return (
    <section class="output" aria-labelledby={`xuat-${output.id}`} data-pane>
      <h2 id={`xuat-${output.id}`}>{output.label}</h2>
      <p class="purpose">{output.purpose}</p>
      <p class={`state ${output.state}`}>{stateOf(output)}</p>
      {output.draft && <p class="state old">{words.draft}</p>}
      {output.kept && <p class="state">{words.kept(output.kept)}</p>}
      <div class="acts">
        <button
          type="button"
          class={running ? "" : "main"}
          disabled={busy && !running}
          onClick={running ? onStop : onMake}
        >
          {running ? words.stop : output.state === "none" ? words.make : words.again}
          <span class="hidden">: {output.label}</span>
        </button>
        {output.state !== "none" && output.state !== "lost" && (
          <button type="button" onClick={() => onOpen("")}>
            {words.openFolder}
            <span class="hidden">: {output.label}</span>
          </button>
        )}
      </div>
      <div role="status" class={job?.state === "refused" ? "refused" : ""}>
        {running && <Running job={job} />}
        {job?.state === "made" && <p class="hidden">{words.made(output.label)}</p>}
        {job?.state === "stopped" && <p class="state">{words.stopped}</p>}
        {job?.state === "refused" && (
          <>
            <p>{words.refused}</p>
            <Findings findings={job.findings ?? []} />
          </>
        )}
      </div>
      {output.state !== "none" && <Files output={output} onOpen={onOpen} />}
      {children}
      {output.editions.length > 0 && <Report output={output} />}
    </section>
  );
}

function stateOf(output: Output): string {
  const at = timeOf(output.at);
  if (output.state === "none") return words.never;
  if (output.state === "current") return words.current(at, output.pages);
  return output.state === "old" ? words.old(at) : words.lost(at);
}

/** Hour and day as people read them: 14:02 ngày 27/11/2026. */
export function timeOf(at: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(at);
  return parts ? `${parts[4]} ngày ${parts[3]}/${parts[2]}/${parts[1]}` : at;
}

export function Running({ job }: { job: Job }) {
  const stage = words.stages[job.stage ?? ""] ?? job.stage ?? "";
  return (
    <>
      <progress {...(job.total ? { value: job.done ?? 0, max: job.total } : {})} aria-label={stage} />
      <p>{words.step(stage, job.done ?? 0, job.total ?? 0)}</p>
    </>
  );
}

function Files({ output, onOpen }: { output: Output; onOpen: (name: string) => void }) {
  return (
    <ul class="files" aria-label={words.files}>
      {output.files.map((file) => (
        <li key={file.name}>
          <button type="button" class="link" disabled={output.state === "lost"} onClick={() => onOpen(file.name)}>
            {words.openFile(file.name)}
          </button>
          <span> {sizeOf(file.bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

export function sizeOf(bytes: number): string {
  const large = bytes >= 100_000;
  const number = large ? (bytes / 1e6).toFixed(1) : (bytes / 1e3).toFixed(0);
  return `${number.replace(".", ",")} ${large ? "MB" : "kB"}`;
}

function Report({ output }: { output: Output }) {
  return (
    <details class="report">
      <summary>{words.report}</summary>
      <Findings findings={output.findings.filter((one) => one.severity !== undefined)} />
      {output.editions.map((edition) => (
        <EditionReport key={edition.name} edition={edition} />
      ))}
    </details>
  );
}

function EditionReport({ edition }: { edition: Edition }) {
  const shown = edition.checks.filter((row) => row.status !== "not-applicable");
  const count = (status: string) => shown.filter((row) => row.status === status).length;
  return (
    <>
      <h3>
        {edition.file ?? edition.name} {edition.standards.join(", ")}
      </h3>
      {edition.advice.vi.length > 0 && (
        <ul class="advice" aria-label={words.advice}>
          {edition.advice.vi.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {shown.length > 0 && (
        <table>
          <caption>{words.checks(shown.length, count("failed"), count("warned"))}</caption>
          <thead>
            <tr>
              <th scope="col">{words.checkColumn}</th>
              <th scope="col">{words.resultColumn}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} class={row.status}>
                <td>{row.vi}</td>
                <td>{words.status[row.status] ?? row.status}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
