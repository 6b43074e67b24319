// A button with a menu: arrows, Home, End and Esc work as people know them from other programs.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface MenuItem {
  readonly text: string;
  readonly act: () => void;
  readonly off?: boolean;
}

const GAP_PX = 2;

/** The larger side of a button, above or below, as far as the window goes: what is scrolled around it cuts nothing off. */
function beside(place: DOMRect | undefined): Record<string, string> {
  if (!place) return {};
  const above = place.top - 2 * GAP_PX;
  const below = innerHeight - place.bottom - 2 * GAP_PX;
  const side: Record<string, string> =
    below > above ? { top: `${place.bottom + GAP_PX}px` } : { bottom: `${innerHeight - place.top + GAP_PX}px` };
  const right = document.documentElement.clientWidth - place.right;
  return { ...side, right: `${right}px`, maxHeight: `${Math.max(above, below)}px` };
}

export function Menu(props: { label: string; text: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const [place, put] = useState<Record<string, string>>({});
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  // Before anything is painted: a key that is pressed at once goes to the first item.
  useLayoutEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]:not(:disabled)")?.focus();
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) close(false);
    };
    addEventListener("pointerdown", away);
    addEventListener("wheel", away); // it does not move with its button
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("wheel", away);
    };
  }, [open]);
  const keys = (event: KeyboardEvent) => {
    const items = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)") ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") close(false);
    else if (next !== undefined) items.at(next % items.length)?.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        ref={button}
        class="plain"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.label}
        onClick={() => {
          put(beside(button.current?.getBoundingClientRect()));
          setOpen(!open);
        }}
      >
        {props.text}
      </button>
      {open && (
        <div role="menu" tabIndex={-1} aria-label={props.label} style={place} onKeyDown={keys}>
          {props.items.map((item) => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={item.off ?? false}
              onClick={() => {
                close(true);
                item.act();
              }}
            >
              {item.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
