// Another folder of this computer: chosen step by step in a list that the program gives, and opened beside the others.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Fault, get, post } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { say } from "../shell/toast.tsx";
import type { OpenFolder } from "./data.ts";
import * as words from "./words.ts";

interface Folder {
  readonly id: string;
  readonly name: string;
  readonly holds: string;
}
interface Starts {
  readonly roots: readonly Folder[];
  readonly recent: readonly Folder[];
}
interface Inside {
  readonly here: Folder;
  readonly way: readonly Folder[];
  readonly folders: readonly Folder[];
  readonly more: boolean;
  readonly openable: boolean;
  readonly open: boolean;
}

export function FolderDialog({ onClose, onOpened }: { onClose: () => void; onOpened: () => void }) {
  const [starts, begin] = useState<Starts | null>(null);
  const [seen, show] = useState<Inside | null>(null);
  const [fault, tell] = useState("");
  const head = useRef<HTMLHeadingElement>(null);
  const failed = (error: Fault) => tell(error.message);
  useEffect(() => {
    get<Starts>("/api/folders").then(begin, failed);
  }, []);
  useLayoutEffect(() => head.current?.focus(), [seen, starts]);
  const into = (one: Folder) =>
    post<Inside>("/api/folders/list", { id: one.id }).then((got) => {
      tell("");
      show(got);
    }, failed);
  const open = (one: Folder) =>
    post<{ name: string; bulletins: number }>("/api/folders/open", { id: one.id }).then((done) => {
      say(words.opened(done.name, done.bulletins));
      onOpened();
    }, failed);
  const row = (one: Folder, act: (one: Folder) => void) => (
    <li key={one.id}>
      <button type="button" class="plain" onClick={() => act(one)}>
        {one.name} {words.holds[one.holds] && <span class="hint">({words.holds[one.holds]})</span>}
      </button>
    </li>
  );
  return (
    <Dialog
      title={words.otherFolder}
      onClose={onClose}
      wide
      act={{
        text: !seen ? words.openThis : seen.open ? words.alreadyOpen : words.openFolder(seen.here.name),
        go: () => seen && void open(seen.here),
        disabled: !seen?.openable || seen.open,
      }}
    >
      <p class="hint">{words.folderNote}</p>
      {fault && <p role="alert">{words.notOpened(fault)}</p>}
      {seen && (
        <nav class="way" aria-label={words.way}>
          <button type="button" class="plain" onClick={() => show(null)}>
            {words.computer}
          </button>
          {seen.way.map((one) => (
            <button key={one.id} type="button" class="plain" onClick={() => void into(one)}>
              › {one.name}
            </button>
          ))}
        </nav>
      )}
      {seen ? (
        <>
          <h3 ref={head} tabIndex={-1}>
            {seen.here.name}
          </h3>
          {seen.folders.length === 0 && <p>{words.noFolders}</p>}
          <ul class="folders">{seen.folders.map((one) => row(one, (it) => void into(it)))}</ul>
          {seen.more && <p class="hint">{words.moreFolders(seen.folders.length)}</p>}
        </>
      ) : (
        starts && (
          <>
            <h3 ref={head} tabIndex={-1}>
              {words.computer}
            </h3>
            <ul class="folders">{starts.roots.map((one) => row(one, (it) => void into(it)))}</ul>
            {starts.recent.length > 0 && (
              <>
                <h3>{words.recent}</h3>
                <ul class="folders">{starts.recent.map((one) => row(one, (it) => void open(it)))}</ul>
              </>
            )}
          </>
        )
      )}
    </Dialog>
  );
}

/** The folders that are open beside the first one, each with the way to leave it out. */
export function OpenFolders({ folders, onClosed }: { folders: readonly OpenFolder[]; onClosed: () => void }) {
  const close = (one: OpenFolder) =>
    post("/api/folders/close", { id: one.id }).then(
      () => {
        say(words.closed(one.name));
        document.querySelector<HTMLElement>("h1")?.focus(); // the button goes away with its row
        onClosed();
      },
      (fault: Fault) => say(words.notClosed(fault.message)),
    );
  if (folders.length < 2) return null;
  return (
    <section class="open-folders" aria-label={words.openFolders}>
      <h2>{words.openFolders}</h2>
      <ul>
        {folders.map((one) => (
          <li key={one.id}>
            {one.name}{" "}
            {!one.first && (
              <button type="button" onClick={() => void close(one)} aria-label={`${words.closeFolder}: ${one.name}`}>
                {words.closeFolder}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
