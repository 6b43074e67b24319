// A body in the form: the editor with its toolbar, its findings and, after a conflict, both texts.
import type { EditorState } from "prosemirror-state";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Quiet, quiet } from "../shell/quiet.ts";
import { Findings } from "../shell/findings.tsx";
import { Baseline, type BodyChange, type GivenBody } from "./body.ts";
import { BodyConflict } from "./body-conflict.tsx";
import { type StoryContext, conflictAt, findingsAt, useStory } from "./context.ts";
import { dotted, type FormField, type Step, type StoryFinding } from "./data.ts";
import { BodyEditor } from "./editor.ts";
import { Toolbar } from "./toolbar.tsx";
import * as words from "./words.ts";

interface Props {
  readonly field: FormField;
  readonly path: readonly Step[];
  readonly indexes: readonly number[];
  readonly first?: (name: string, text: string) => void;
}

const NOTHING: GivenBody = { lead: "", blocks: [] };

export function BodyField(props: Props) {
  const story = useStory();
  const { field, path, indexes } = props;
  const id = useId();
  const name = dotted(path, indexes);
  const given = story.bodies[name] ?? NOTHING;
  const found = findingsAt(story, path, indexes);
  const conflict = conflictAt(story, path, indexes);
  const place = useRef<HTMLDivElement>(null);
  const [editor, made] = useState<BodyEditor | null>(null);
  const [state, moved] = useState<EditorState | null>(null);
  const body = useBody(place, props, name, given, made, moved);
  useEffect(() => {
    if (!editor) return;
    editor.mark(found.flatMap((one) => blockOf(one)));
    const { dom } = editor.view;
    dom.setAttribute("aria-invalid", String(found.some((one) => one.severity === "error")));
    dom.setAttribute("aria-describedby", found.length ? `${id}-found` : "");
  }, [editor, JSON.stringify(found)]);
  useEffect(() => editor?.hold(story.held), [editor, story.held]);
  return (
    <div class={`body-field place ${found.length ? "has-findings" : ""}`} data-field={name}>
      {path.length > 1 && (
        <span class="label" id={`${id}-label`}>
          {field.label}
        </span>
      )}
      {editor && (
        <Toolbar editor={editor} state={state} photos={path.length === 1 ? story.photos : []} label={field.label} />
      )}
      <div class="editor" ref={place} />
      <Findings id={`${id}-found`} findings={found} onFix={(one) => story.repair(one as StoryFinding)} />
      {conflict && editor && <BodyConflict conflict={conflict} body={body.settle} />}
    </div>
  );
}

const blockOf = (one: StoryFinding): number[] => ("block" in one && typeof one.block === "number" ? [one.block] : []);

/** Makes the editor once, sends what was typed when it is quiet, and takes in what others typed. */
function useBody(
  place: { current: HTMLDivElement | null },
  props: Props,
  name: string,
  given: GivenBody,
  made: (editor: BodyEditor | null) => void,
  moved: (state: EditorState) => void,
) {
  const story = useStory();
  const mine = useRef({
    story,
    props,
    base: Baseline.of(given),
    given: JSON.stringify(given),
    editor: null as BodyEditor | null,
    wait: null as Quiet | null,
    settle: (): void => undefined,
  }).current;
  mine.story = story;
  mine.props = props;
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const editor = new BodyEditor(element, mine.base.document(), {
      label: props.path.length > 1 ? `${props.field.label}` : words.body,
      photo: (id) => mine.story.photo(id),
      changed: () => mine.wait?.due(),
      moved: (state) => {
        moved(state);
        if (editor.view.hasFocus()) mine.story.here(name, editor.caretBlock());
      },
    });
    mine.editor = editor;
    const wait = quiet(editor.view.dom, () => {
      const told = mine.base.change(editor.doc);
      if (!told) return;
      mine.base = told.next;
      send(mine.story, mine.props, told.change);
    });
    mine.wait = wait;
    const leave = () => {
      wait.now();
      window.setTimeout(() => {
        mine.settle();
        editor.hold(mine.story.held);
      });
    };
    editor.view.dom.addEventListener("blur", leave);
    editors.set(name, editor);
    made(editor);
    moved(editor.view.state);
    return () => {
      wait.stop();
      editor.view.dom.removeEventListener("blur", leave);
      if (editors.get(name) === editor) editors.delete(name);
      editor.close();
    };
  }, []);
  const seen = JSON.stringify(given);
  mine.settle = () => {
    // Another text from outside: only where nobody is and nothing waits, and only what knows of all edits from here.
    const now = mine.story.bodies[name] ?? NOTHING;
    if (JSON.stringify(now) === mine.given || conflictAt(mine.story, props.path, props.indexes)) return;
    const next = Baseline.of(now);
    const may = () => !mine.wait?.waiting() && mine.story.sender.fresh && !mine.editor?.view.hasFocus();
    const take = () => {
      mine.given = JSON.stringify(now);
      mine.base = next;
    };
    if (!mine.story.sender.fresh) return;
    if (next.text === mine.base.text) {
      mine.given = JSON.stringify(now);
      mine.base = next.adopting(mine.base);
    } else if (may()) {
      mine.editor?.replace(next.document(), () => {
        if (!may()) return false;
        take();
        return true;
      });
    }
  };
  useEffect(() => mine.settle(), [seen, story.version, story.conflicts]);
  return {
    settle: (body: GivenBody | null, text: GivenBody): void => {
      // The file says `text`; the officer wants `body`, or what is in the editor when that is null.
      mine.base = Baseline.of(text);
      if (body) mine.editor?.putNow(Baseline.of(body).document());
      const told = mine.editor && mine.base.change(mine.editor.doc);
      if (told) {
        mine.base = told.next;
        send(mine.story, mine.props, told.change);
      }
    },
  };
}

function send(story: StoryContext, props: Props, change: BodyChange): void {
  if (props.first) props.first(props.field.name, change.text);
  else story.sender.body(props.path, change);
}

/** The editors that are open, by the field they are in: for the click into the page. */
export const editors = new Map<string, BodyEditor>();
