// Sending an issue to its readers: who gets it, the letter, one for trial, and the sending itself with its report.
import { useEffect, useState } from "preact/hooks";
import { type Fault, type Finding, get, issuePath, post } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { listenTo } from "../shell/events.ts";
import { Findings } from "../shell/findings.tsx";
import { href, OWN } from "../shell/router.ts";
import { say } from "../shell/toast.tsx";
import type { Output } from "./api.ts";
import { Letter, type LetterData, Password } from "./letter.tsx";
import * as words from "./mail-words.ts";

interface Run {
  readonly started: string;
  readonly sent: number;
  readonly waiting: number;
  readonly total: number;
  readonly sums: readonly { readonly state: string; readonly count: number }[];
  readonly rows: readonly { readonly address: string; readonly state: string; readonly reply: string }[];
}
interface Mailing {
  readonly built: boolean;
  readonly draft: boolean;
  readonly readers: number;
  readonly problems: readonly Finding[];
  readonly run: Run | null;
  readonly busy: boolean;
  readonly elsewhere: boolean;
}
/** One event of a sending. */
interface Step {
  readonly state: "running" | "tried" | "ended" | "refused";
  readonly sent?: number;
  readonly total?: number;
  readonly failed?: number;
  readonly minutes?: number;
  readonly address?: string;
  readonly taken?: boolean;
  readonly reply?: string;
  readonly ending?: string;
  readonly findings?: readonly Finding[];
}

export function MailPart(props: { bulletin: string; issue: string; output: Output }) {
  const { bulletin, issue, output } = props;
  const [seen, see] = useState<Mailing | null>(null);
  const [step, go] = useState<Step | null>(null);
  const [letter, open] = useState<LetterData | null>(null);
  const [asking, ask] = useState<"" | "send" | "password">("");
  const [to, address] = useState("");
  const path = (...rest: string[]) => issuePath(bulletin, issue, "mail", ...rest);
  const told = (fault: Fault) => say(fault.message);
  const read = () => get<Mailing>(path()).then(see, told);
  useEffect(() => {
    void read();
    const stops = [
      listenTo({ bulletin, issue }, ["mail"], (event) => {
        go(event as unknown as Step);
        if (event.state !== "running") void read();
      }),
      listenTo({ bulletin, issue }, ["connected"], () => {
        go(null); // what ended meanwhile was not heard
        void read();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [output.at]);
  if (!seen?.built) return <p class="hint">{seen ? words.buildFirst : ""}</p>;
  const running = step?.state === "running" || seen.busy;
  const ready = !seen.problems.length && !running && !seen.elsewhere;
  const left = seen.run?.waiting ?? seen.readers;
  const start = (name: string, body: unknown) => {
    ask("");
    go({ state: "running" });
    post(path(name), body).catch((fault: Fault) => {
      go(null);
      told(fault);
    });
  };
  return (
    <div class="mailing">
      <h3>{words.title}</h3>
      <p>{words.readers(seen.readers)}</p>
      {seen.elsewhere && !running && <p class="state old">{words.elsewhere}</p>}
      {seen.draft && <p class="state old">{words.draft}</p>}
      <Findings findings={seen.problems} />
      <div class="acts">
        <button type="button" disabled={running} onClick={() => get<LetterData>(path("letter")).then(open, told)}>
          {words.look}
        </button>
        <a class="button" href={href(bulletin, OWN, "mail")}>
          {words.settings}
        </a>
        <button type="button" onClick={() => ask("password")}>
          {words.password}
        </button>
      </div>
      <div class="try">
        <label for="thu-thu">{words.tryTo}</label>
        <input
          id="thu-thu"
          type="email"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => address(event.currentTarget.value)}
        />
        <button type="button" disabled={!ready || !to.trim()} onClick={() => start("try", { to })}>
          {words.tryIt}
        </button>
      </div>
      <div class="acts">
        {running ? (
          <button type="button" onClick={() => post(path("stop"), {}).then(() => say(words.stopping), told)}>
            {words.stop}
          </button>
        ) : (
          <button type="button" class="main" disabled={!ready || seen.draft || !left} onClick={() => ask("send")}>
            {seen.run?.waiting ? words.goOn(seen.run.waiting) : words.send(seen.readers)}
          </button>
        )}
        {seen.run && (
          <button type="button" onClick={() => post(path("report"), {}).catch(told)}>
            {words.report}
          </button>
        )}
      </div>
      {/* Nobody is told of each letter; what it came to is said. */}
      <div role={step?.state === "running" && step.total !== undefined ? undefined : "status"}>
        {step && <Told step={step} />}
      </div>
      <Findings findings={step?.findings ?? []} />
      {seen.run && <Sums run={seen.run} />}
      {letter && (
        <Letter
          letter={letter}
          onClose={() => open(null)}
          onOpen={() => {
            open(null);
            void post(path("letter"), {}).catch(told);
          }}
        />
      )}
      {asking === "password" && <Password path={path("password")} onClose={() => ask("")} onDone={read} />}
      {asking === "send" && (
        <Dialog
          title={words.sure(left)}
          onClose={() => ask("")}
          act={{ text: words.really, go: () => start("send", { readers: seen.readers }) }}
        >
          <p>{words.noReturn}</p>
          {output.state === "old" && <p class="state old">{words.older}</p>}
        </Dialog>
      )}
    </div>
  );
}

function Told({ step }: { step: Step }) {
  if (step.state === "tried") {
    const said = step.taken ? words.tried : words.notTried;
    return <p>{said(step.address ?? "", step.reply ?? "")}</p>;
  }
  if (step.state === "ended") return <p>{words.endings[step.ending ?? ""] ?? words.ended}</p>;
  if (step.state === "refused") return <p>{words.refused}</p>;
  if (step.total === undefined) return <p>{words.beginning}</p>;
  return (
    <>
      <progress value={step.sent ?? 0} max={step.total} aria-label={words.title} />
      <p>{words.running(step.sent ?? 0, step.total, step.failed ?? 0, step.minutes ?? 0)}</p>
    </>
  );
}

function Sums({ run }: { run: Run }) {
  return (
    <>
      <p class="state">
        {words.run(run.started)} {run.sums.map((one) => `${one.state} ${one.count}`).join(", ")}.
      </p>
      {run.rows.length > 0 && (
        <details>
          <summary>{words.notReached(run.rows.length)}</summary>
          <ul class="files">
            {run.rows.map((row) => (
              <li key={row.address}>{`${row.address}: ${row.state}${row.reply ? ` (${row.reply})` : ""}`}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
