// What was deleted, and the way back.
import type { Trashed } from "./api.ts";
import { fileName, moment } from "./list.tsx";
import * as words from "./words.ts";

export function TrashList({ items, onTake }: { items: readonly Trashed[]; onTake: (one: Trashed) => void }) {
  if (!items.length) return <p>{words.noTrash}</p>;
  return (
    <ul class="kept">
      {items.map((one) => {
        const file = fileName(one.kind, one.title);
        const name = one.copy ? words.copyOf(file) : file;
        return (
          <li key={one.id}>
            <h2>{name}</h2>
            <p class="facts">{words.trashedAt(moment(one.at), one.who)}</p>
            <p class="buttons">
              <button type="button" onClick={() => onTake(one)} aria-label={`${words.takeOut}: ${name}`}>
                {words.takeOut}
              </button>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
