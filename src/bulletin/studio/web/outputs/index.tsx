// The screen Outputs: four ways out, each with what was made last and whether it is still the issue.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { listenTo } from "../shell/events.ts";
import { Page } from "../shell/page.tsx";
import { go, href } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { type Job, type Output, type Outputs, OutputsApi } from "./api.ts";
import { ArchivePart } from "./archive.tsx";
import { Card } from "./card.tsx";
import { MailPart } from "./mail.tsx";
import * as words from "./words.ts";

function View({ route }: { route: Route }) {
  const { bulletin, issue } = route;
  const api = useMemo(() => new OutputsApi(bulletin, issue), [bulletin, issue]);
  const [seen, setSeen] = useState<Outputs | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [asked, setAsked] = useState<Output | null>(null);
  const read = () => api.read().then(setSeen, (fault: Fault) => say(fault.message));
  useEffect(() => {
    void read();
    const stops = [
      listenTo(api, ["job"], (event) => {
        setJob(event as unknown as Job);
        if (event.state === "made") void read();
      }),
      listenTo(api, ["planned", "failed", "connected"], () => void read()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api]);
  useEffect(() => {
    if (job?.state === "asks") setAsked(seen?.outputs.find((one) => one.id === job.kind) ?? null);
  }, [job]);
  const make = (output: Output, confirmed: boolean, reason = "") => {
    setAsked(null);
    setJob({ kind: output.id, state: "running", stage: "read" });
    api.make(output.id, confirmed, reason).catch((fault: Fault) => {
      setJob(null);
      say(fault.message);
    });
  };
  return (
    <Page
      title={words.title}
      back={{ href: href(bulletin, issue, "board"), text: words.back }}
      facts={seen && <span>{seen.approved ? words.signed : words.unsigned}</span>}
    >
      {!seen && <p class="alone">{words.reading}</p>}
      <div class="outputs">
        {seen?.outputs.map((output) => (
          <Card
            key={output.id}
            output={output}
            job={job?.kind === output.id ? job : null}
            busy={job?.state === "running"}
            onMake={() => make(output, false)}
            onStop={() => void api.stop()}
            onOpen={(name) => void api.open(output.id, name).catch((fault: Fault) => say(fault.message))}
          >
            {output.id === "thu" && <MailPart bulletin={bulletin} issue={issue} output={output} />}
            {output.keep && (
              <ArchivePart
                bulletin={bulletin}
                issue={issue}
                output={output}
                job={job?.kind === output.id ? job : null}
              />
            )}
          </Card>
        ))}
      </div>
      {asked && (
        <Unsigned
          output={asked}
          onClose={() => setAsked(null)}
          onGo={(why) => make(asked, true, why)}
          onReview={() => go(bulletin, issue, "review")}
        />
      )}
    </Page>
  );
}

function Unsigned(props: {
  output: Output;
  onClose: () => void;
  onGo: (reason: string) => void;
  onReview: () => void;
}) {
  const [reason, setReason] = useState("");
  const { keep } = props.output; // then there is a reason to type, and Enter goes on with it
  return (
    <Dialog
      title={words.askTitle}
      onClose={props.onClose}
      buttons={
        <>
          <button type="button" class={keep ? "" : "main"} onClick={props.onReview}>
            {words.askReview}
          </button>
          <button type="button" class={keep ? "main" : ""} onClick={() => props.onGo(reason)}>
            {words.askGo}
          </button>
        </>
      }
    >
      <p>{words.askText}</p>
      {keep && (
        <label>
          {words.reason}
          <input maxLength={200} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
      )}
    </Dialog>
  );
}

export const screen: Screen = { name: "outputs", View };
