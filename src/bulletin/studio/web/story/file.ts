// What the program says of a file, read again when somebody else changed it, and the conflicts that wait for a choice.
import { useEffect, useRef, useState } from "preact/hooks";
import { listenTo } from "../shell/events.ts";
import { type Conflict, onAnswer } from "../shell/outbox.ts";
import type { FileData, Sender, Where } from "./data.ts";
import { Reader } from "./reader.ts";

export function useFile<T extends FileData>(at: Where) {
  const [data, keep] = useState<T | string | null>(null);
  const [conflicts, clash] = useState<readonly Conflict[]>([]);
  const sender = useRef<Sender | null>(null);
  const again = useRef(() => {});
  useEffect(() => {
    const reader = new Reader<T>(at, sender, (file) => keep((old) => (typeof file === "string" && old ? old : file)));
    again.current = () => reader.read();
    reader.read();
    const stops = [
      listenTo(at, ["outside", "planned", "saved", "failed", "connected"], () => reader.read()),
      onAnswer((edit, answer) => {
        if (edit.id !== at.article || edit.kind !== at.kind) return;
        if (answer.conflicts.length) {
          clash((old) => [
            ...old.filter((one) => !answer.conflicts.some((other) => samePath(one, other))),
            ...answer.conflicts,
          ]);
        }
        if (answer.merged || answer.conflicts.length) reader.read();
        else reader.owed();
      }),
    ];
    return () => {
      reader.stop();
      for (const stop of stops) stop();
    };
  }, [at]);
  const settled = (conflict: Conflict) => clash((old) => old.filter((one) => one !== conflict));
  return { data, conflicts, sender: sender.current as Sender, settled, read: () => again.current() };
}

const samePath = (a: Conflict, b: Conflict): boolean => JSON.stringify(a.path) === JSON.stringify(b.path);
