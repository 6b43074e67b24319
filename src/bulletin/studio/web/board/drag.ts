// Dragging a card within its list: by pointer from its grip, by keyboard with the grip as a button.
import { useRef, useState } from "preact/hooks";

export interface Drag {
  /** The card that is lifted, and the card above which it would come; null is the end. */
  readonly lifted: string | null;
  readonly before: string | null;
  readonly byKeys: boolean;
}

export interface DragHandlers {
  readonly state: Drag | null;
  readonly down: (id: string, event: PointerEvent) => void;
  readonly key: (id: string, event: KeyboardEvent) => void;
  readonly cancel: () => void;
}

export interface DragOptions {
  readonly ids: readonly string[];
  readonly list: { current: HTMLElement | null };
  readonly onDrop: (id: string, before: string | null) => void;
  /** Says where the card is now, for people who do not see it. */
  readonly onTell: (id: string, what: "lifted" | "at" | "back", place: number) => void;
}

const NEAR_PX = 4; // a press that hardly moves is no drag

export function useDrag(options: DragOptions): DragHandlers {
  const [state, setState] = useState<Drag | null>(null);
  const now = useRef(state);
  const put = (next: Drag | null) => {
    now.current = next;
    setState(next);
  };
  const end = (drop: boolean) => {
    const last = now.current;
    put(null);
    if (!last?.lifted) return;
    if (drop) options.onDrop(last.lifted, last.before);
    else options.onTell(last.lifted, "back", options.ids.indexOf(last.lifted));
  };
  return {
    state,
    cancel: () => {
      if (now.current) end(false);
    },
    down: (id, event) => {
      if (event.button === 0) follow(id, event, options, put, end);
    },
    key: (id, event) => {
      const lifted = now.current?.byKeys ? now.current : null;
      if (event.key === " " || event.key === "Enter") {
        event.preventDefault();
        if (lifted) end(true);
        else {
          put({ lifted: id, before: after(options.ids, id), byKeys: true });
          options.onTell(id, "lifted", options.ids.indexOf(id));
        }
      } else if (lifted && event.key === "Escape") {
        event.preventDefault();
        end(false);
      } else if (lifted && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        const others = options.ids.filter((one) => one !== id);
        const here = lifted.before === null ? others.length : others.indexOf(lifted.before);
        const place = Math.max(0, Math.min(others.length, here + (event.key === "ArrowUp" ? -1 : 1)));
        put({ lifted: id, before: others[place] ?? null, byKeys: true });
        options.onTell(id, "at", place);
        setTimeout(() => document.activeElement?.closest("[data-story]")?.scrollIntoView({ block: "nearest" }));
      }
    },
  };
}

/** The one behind an id in a list. */
export function after(ids: readonly string[], id: string): string | null {
  return ids[ids.indexOf(id) + 1] ?? null;
}

function follow(
  id: string,
  start: PointerEvent,
  options: DragOptions,
  put: (next: Drag | null) => void,
  end: (drop: boolean) => void,
): void {
  let begun = false;
  const move = (event: PointerEvent) => {
    begun ||= Math.abs(event.clientY - start.clientY) > NEAR_PX;
    if (begun) put({ lifted: id, before: below(options.list.current, id, event.clientY), byKeys: false });
    const list = options.list.current?.closest<HTMLElement>("[data-scroll]");
    const place = list?.getBoundingClientRect();
    if (begun && list && place)
      list.scrollBy(0, event.clientY > place.bottom - 40 ? 12 : event.clientY < place.top + 40 ? -12 : 0);
  };
  const stop = (drop: boolean) => () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", away);
    removeEventListener("keydown", onEscape);
    if (begun) end(drop);
  };
  const up = stop(true);
  const away = stop(false);
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") away();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", away);
  addEventListener("keydown", onEscape);
}

/** The first card whose middle is below the pointer. */
function below(list: HTMLElement | null, id: string, y: number): string | null {
  for (const card of list?.querySelectorAll<HTMLElement>("[data-story]") ?? []) {
    const place = card.getBoundingClientRect();
    if (card.dataset.story !== id && y < place.top + place.height / 2) return card.dataset.story ?? null;
  }
  return null;
}
