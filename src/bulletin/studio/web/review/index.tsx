// The screen Review: what is to be mended, what was remarked, what changed, and who approves.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { listenTo } from "../shell/events.ts";
import { Page } from "../shell/page.tsx";
import { href } from "../shell/router.ts";
import type { Route, Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { type Review, ReviewApi, saveAs } from "./api.ts";
import { Compare } from "./compare.tsx";
import { FindingList } from "./findings.tsx";
import { Remarks } from "./remarks.tsx";
import { Approval } from "./sign.tsx";
import * as words from "./words.ts";

function View({ route }: { route: Route }) {
  const { bulletin, issue } = route;
  const api = useMemo(() => new ReviewApi(bulletin, issue), [bulletin, issue]);
  const [got, take] = useState<Review | null>(null);
  const [pictured, picture] = useState<Review["pages"] | null>(null);
  const seen = got && { ...got, pages: pictured ?? got.pages };
  const newest = useRef<Promise<unknown>>(null);
  /** Reads all; of answers that come late the newest alone is shown. */
  const read = () => {
    const mine: Promise<unknown> = api.read().then(
      (answer) => (mine === newest.current ? take(answer) : newest.current),
      (fault: Fault) => say(fault.message),
    );
    newest.current = mine;
    return mine;
  };
  useEffect(() => {
    void read();
    return listenTo(api, ["planned", "pictured", "failed", "connected"], (event) => {
      if (event.type === "pictured") return picture(event.pages as Review["pages"]);
      if (event.type === "connected") picture(null); // there may have been others meanwhile
      void read();
    });
  }, [api]);
  /** Does something, then shows how things are; what goes wrong is said. */
  const doing = (work: Promise<unknown>, done = ""): Promise<boolean> =>
    work.then(
      async () => {
        await read(); // what is said is then on the screen too
        if (done) say(done);
        return true;
      },
      (fault: Fault) => {
        say(fault.message);
        return false;
      },
    );
  return (
    <Page title={words.title} back={{ href: href(bulletin, issue, "board"), text: words.back }}>
      {!seen && <p class="alone">{words.reading}</p>}
      {seen && (
        <div class="review">
          <FindingList
            bulletin={bulletin}
            issue={issue}
            findings={seen.findings}
            onIgnore={(one, reason) => void doing(api.ignore(one, reason), words.ignored)}
          />
          <Approval
            review={seen}
            onFile={() => void doing(api.file().then(({ blob, name }) => saveAs(blob, name)))}
            onTake={(file) =>
              void doing(
                file
                  .text()
                  .then((text) => api.take(text))
                  .then((told) => say(words.taken(told.new))),
              )
            }
            onSign={(name, office, number) => void doing(api.sign(name, office, number, seen.digest), words.signedNow)}
          />
          <Remarks
            review={seen}
            onAdd={(one) => void doing(api.remark(one), words.remarked)}
            onSettle={(one, done, answer) => void doing(api.settle(one.id, done, answer), words.settledNow)}
          />
          <Compare
            api={api}
            versions={seen.versions}
            first={Number(route.rest[0]) || 0}
            onName={(name) => doing(api.name(name), words.named(name))}
          />
        </div>
      )}
    </Page>
  );
}

export const screen: Screen = { name: "review", View };
