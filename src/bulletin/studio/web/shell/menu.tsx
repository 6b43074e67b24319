// A button with a menu: arrows, Home, End and Esc work as people know them from other programs.
import { useEffect, useRef, useState } from "preact/hooks";

export interface MenuItem {
  readonly text: string;
  readonly act: () => void;
  readonly off?: boolean;
}

export function Menu(props: { label: string; text: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const [up, setUp] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]:not(:disabled)")?.focus();
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) close(false);
    };
    addEventListener("pointerdown", away);
    return () => removeEventListener("pointerdown", away);
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
    <div class={`menu ${up ? "up" : ""}`} ref={root}>
      <button
        type="button"
        ref={button}
        class="plain"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.label}
        onClick={() => {
          const place = button.current?.getBoundingClientRect();
          setUp((place?.bottom ?? 0) > innerHeight * 0.6);
          setOpen(!open);
        }}
      >
        {props.text}
      </button>
      {open && (
        <div role="menu" tabIndex={-1} aria-label={props.label} onKeyDown={keys}>
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
