// From what is named in an address or pressed on a page to the field that it means.
import { editors } from "./body-field.tsx";

/** Puts the caret into a field, or into a block of words of a body; a path that no field has means the one around it. */
export function goTo(path: string, block: number | null): void {
  const place = fieldOf(path);
  const fold = place?.closest("details");
  if (fold) fold.open = true;
  const editor = editors.get(path);
  if (editor) {
    editor.caretIn(block || 0);
    return;
  }
  const found =
    place?.querySelector<HTMLElement>(":is(input, textarea, select, [role=textbox])") ?? place?.querySelector("button");
  found?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "center" }); // with the findings below it
}

function fieldOf(path: string): Element | null {
  const found = document.querySelector(`[data-field="${CSS.escape(path)}"]`);
  return found || !path ? found : fieldOf(path.replace(/\.?[^.]*$/, ""));
}

/** Goes to the field that the address names, unless somebody has gone elsewhere while the screen was opening. */
export function goToNamed([path, block]: readonly string[]): void {
  const here = document.activeElement;
  if (path && (here === document.body || here?.tagName === "H1")) goTo(path, Number(block));
}
