// The buttons above a body. They say what the words at the caret are; nothing else changes a block.
import type { Command, EditorState } from "prosemirror-state";
import { type BlockName, become, blockName, hasMark, putPhoto, redo, toEm, toStrong, undo } from "./commands.ts";
import type { BodyEditor } from "./editor.ts";
import * as words from "./words.ts";

interface Props {
  readonly editor: BodyEditor;
  readonly state: EditorState | null;
  readonly photos: readonly { readonly id: string; readonly name: string }[];
  readonly label: string;
}

const BLOCKS: readonly [BlockName, string, string?][] = [
  ["paragraph", words.paragraph, "Control+Alt+2"],
  ["subhead", words.subhead, "Control+Alt+1"],
  ["bullets", words.bullets],
  ["numbers", words.numbers],
];

export function Toolbar({ editor, state, photos, label }: Props) {
  const now = state ? blockName(state) : "other";
  const press = (command: Command) => () => editor.run(command);
  const button = (text: string, command: Command, pressed?: boolean, keys?: string) => (
    <button
      key={text}
      type="button"
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...(keys ? { "aria-keyshortcuts": keys } : {})}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press(command)}
    >
      {text}
    </button>
  );
  return (
    <div class="toolbar" role="toolbar" aria-label={`${words.toolbar}: ${label}`}>
      {BLOCKS.map(([name, text, keys]) => button(text, become(name), now === name, keys))}
      {button(words.strong, toStrong, state ? hasMark(state, "strong") : false, "Control+B")}
      {button(words.em, toEm, state ? hasMark(state, "em") : false, "Control+I")}
      {button(words.undo, undo, undefined, "Control+Z")}
      {button(words.redo, redo, undefined, "Control+Y")}
      {photos.length > 0 && (
        <select
          aria-label={words.putPhoto}
          onChange={(event) => {
            const id = event.currentTarget.value;
            event.currentTarget.value = "";
            if (id) editor.run(putPhoto(id));
          }}
        >
          <option value="">{words.putPhoto}</option>
          {photos.map((photo) => (
            <option key={photo.id} value={photo.id}>
              {photo.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
