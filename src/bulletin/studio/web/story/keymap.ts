// The keys of the body editor, by names like "Ctrl-Alt-1", "Ctrl-Shift-z" and "Enter": what is held is named in this order.
import { type Command, Plugin } from "prosemirror-state";

/** There Ctrl and Alt together are AltGr, which types letters. */
const WINDOWS = /Win/.test(navigator.platform);

/**
 * Keys with their commands. A letter counts by what it says, and by its place on the keyboard too, because some keyboards
 * type other letters there.
 */
export function keymap(keys: Readonly<Record<string, Command>>): Plugin {
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        const { key, keyCode, ctrlKey, altKey, shiftKey, metaKey } = event;
        const held = [ctrlKey && "Ctrl-", altKey && "Alt-", shiftKey && "Shift-", metaKey && "Meta-"]
          .filter(Boolean)
          .join("");
        const names = new Set([key]);
        if (key.length === 1) names.add(key.toLowerCase());
        // Letters and digits have the codes of their capitals everywhere.
        if (key.length === 1 && keyCode > 47 && keyCode < 91 && !(WINDOWS && ctrlKey && altKey))
          names.add(String.fromCharCode(keyCode).toLowerCase());
        return [...names].some((name) => keys[held + name]?.(view.state, view.dispatch, view));
      },
    },
  });
}
