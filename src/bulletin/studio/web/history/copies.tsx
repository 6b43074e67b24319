// A synchroniser's copy of a file: both texts by field, and which one is kept. The other is in history and trash.
import { useEffect, useState } from "preact/hooks";
import { type Fault, get, issuePath, post } from "../shell/api.ts";
import { Choices } from "../shell/choices.tsx";
import { listenTo } from "../shell/events.ts";
import type { Done, Run } from "./api.ts";
import { useFocusInRows } from "./focus.ts";
import { fileName } from "./list.tsx";
import { Side } from "./then.tsx";
import * as words from "./words.ts";

interface Difference {
  readonly label: string;
  readonly one_by_one: boolean;
  readonly words: readonly Run[];
}
interface Copy {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly who: string;
  readonly version: string;
  readonly readable: boolean;
  readonly differences: readonly Difference[] | null;
}

export interface CopiesProps {
  readonly bulletin: string;
  readonly issue: string;
  readonly onChosen: (work: () => Promise<Done>) => void;
}

export function Copies({ bulletin, issue, onChosen }: CopiesProps) {
  const [copies, setCopies] = useState<readonly Copy[] | string | null>(null);
  const read = () =>
    get<{ copies: readonly Copy[] }>(issuePath(bulletin, issue, "copies")).then(
      (got) => setCopies(got.copies),
      (fault: Fault) => setCopies(words.failed(fault.message)),
    );
  useEffect(() => {
    void read();
    return listenTo({ bulletin, issue }, ["saved", "outside", "connected"], () => void read());
  }, [bulletin, issue]);
  useFocusInRows(copies);
  if (typeof copies === "string") return <p role="alert">{copies}</p>;
  if (!copies) return <p>{words.reading}</p>;
  if (!copies.length) return <p>{words.noCopies}</p>;
  return (
    <>
      <p class="hint">{words.copiesNote}</p>
      {copies.map((copy) => (
        <OneCopy
          key={copy.id + copy.version}
          copy={copy}
          choose={(take) =>
            onChosen(() => post<Done>(issuePath(bulletin, issue, "copies", copy.id), { take, version: copy.version }))
          }
        />
      ))}
    </>
  );
}

function OneCopy({ copy, choose }: { copy: Copy; choose: (take: readonly number[] | null) => void }) {
  const [taken, take] = useState<ReadonlySet<number>>(new Set());
  const name = fileName(copy.kind, copy.title);
  const rows = copy.differences ?? [];
  const pick = (place: number) => (value: string) => {
    const next = new Set(taken);
    if (value === "theirs") next.add(place);
    else next.delete(place);
    take(next);
  };
  return (
    <section class="then-file two" aria-label={words.twoOf(name)}>
      <h2>{words.twoOf(name)}</h2>
      <p class="facts">{words.copyFrom(copy.who)}</p>
      {!copy.readable && <p>{words.copyBroken}</p>}
      {copy.readable && !copy.differences && <p>{words.mineBroken}</p>}
      {copy.differences && rows.length === 0 && <p>{words.copySame}</p>}
      {rows.map((row, place) => (
        <div key={row.label + place}>
          <div class="beside">
            <h3>{row.label}</h3>
            <Side title={words.mine} mark={words.onlyHere} runs={row.words.filter((run) => run.kind !== "new")} />
            <Side title={words.theirs} mark={words.onlyHere} runs={row.words.filter((run) => run.kind !== "gone")} />
          </div>
          {row.one_by_one && rows.length > 1 ? (
            <Choices
              legend={words.keepWhich(row.label)}
              value={taken.has(place) ? "theirs" : "mine"}
              rows={[
                { value: "mine", text: words.keepMine },
                { value: "theirs", text: words.takeTheirs },
              ]}
              onChoose={pick(place)}
            />
          ) : (
            rows.length > 1 && <p class="hint">{words.onlyWhole}</p>
          )}
        </div>
      ))}
      <p class="buttons">
        {taken.size > 0 && (
          <button type="button" class="main" onClick={() => choose([...taken])}>
            {words.takeChosen(taken.size)}
          </button>
        )}
        <button type="button" onClick={() => choose([])} aria-label={`${words.keepAllMine}: ${name}`}>
          {words.keepAllMine}
        </button>
        {copy.readable && (
          <button type="button" onClick={() => choose(null)} aria-label={`${words.takeAllTheirs}: ${name}`}>
            {words.takeAllTheirs}
          </button>
        )}
      </p>
    </section>
  );
}
