// Fields of a publication that are more than words: the look of its pages, and files such as its logo.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Fault } from "../shell/api.ts";
import { Findings } from "../shell/findings.tsx";
import { saidAt, useStory } from "../story/context.ts";
import { shown } from "../story/data.ts";
import { type PlaceProps, TextField } from "../story/form.tsx";
import { Clash } from "../story/select.tsx";
import * as words from "./words.ts";

export interface Look {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly trim_mm: readonly [number, number];
  readonly columns: number;
  readonly masthead_mm: number;
}

/** A look is chosen by its picture; the usual one is that which a publication has without saying so. */
export function LookField(props: PlaceProps & { looks: readonly Look[] }) {
  const story = useStory();
  const name = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  const { field, path } = props;
  const now = shown(saidAt(story, props));
  const [picked, pick] = useState(now);
  useEffect(() => pick(now), [now]);
  const choose = (look: string) => {
    pick(look);
    story.sender.set(path, look, now || null);
  };
  const findings = story.findings.filter((one) => one.path.length === 1 && one.path[0] === field.name);
  return (
    <fieldset class="list looks" ref={box} data-field={path.join(".")}>
      <legend>{field.label}</legend>
      {field.hint && <p class="hint">{field.hint}</p>}
      <div>
        {props.looks.map((look) => (
          <label key={look.name}>
            <Picture look={look} />
            <span>
              <input
                type="radio"
                name={name}
                checked={look.name === (picked || field.empty)}
                onChange={() => choose(look.name)}
              />{" "}
              {look.title}
            </span>
            <small>{look.about}</small>
          </label>
        ))}
      </div>
      <Clash {...props} />
      <Findings findings={findings} />
      {picked && !field.empty && (
        <button
          type="button"
          onClick={() => {
            choose("");
            box.current?.querySelector<HTMLElement>("input")?.focus(); // this button goes away
          }}
        >
          {words.usual}
        </button>
      )}
    </fieldset>
  );
}

const HEIGHT = 96;

/** The first page in a look: its size, masthead and columns. */
function Picture({ look }: { look: Look }) {
  const [width, height] = look.trim_mm;
  const edge = width / 16;
  const column = (width - 2 * edge + edge / 2) / look.columns;
  const top = edge + look.masthead_mm;
  const rows = Math.floor((height - top - edge) / 9);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} height={HEIGHT} width={(HEIGHT * width) / height} aria-hidden="true">
      <rect width={width} height={height} class="sheet-paper" />
      <rect x={edge} y={edge} width={width - 2 * edge} height={look.masthead_mm * 0.8} class="sheet-head" />
      <rect x={edge} y={top} width={column * Math.ceil(look.columns / 2) - edge / 2} height={54} class="sheet-photo" />
      {Array.from({ length: look.columns * rows }, (_, n) => {
        const at = Math.floor(n / rows);
        const y = top + (n % rows) * 9;
        if (at < Math.ceil(look.columns / 2) && y < top + 60) return null;
        return <rect key={n} x={edge + at * column} y={y} width={column - edge / 2} height={3} class="sheet-line" />;
      })}
    </svg>
  );
}

export interface FileFieldProps extends PlaceProps {
  /** Ends of names. */
  readonly accept: string;
  /** Takes a file in and answers with its name. */
  readonly upload: (field: string, file: File) => Promise<string>;
}

/** A file is chosen on this computer; the program looks at it, names it and keeps it beside the publication. */
export function FileField(props: FileFieldProps) {
  const story = useStory();
  const input = useRef<HTMLInputElement>(null);
  const [state, tell] = useState("");
  const { field, path } = props;
  const now = shown(saidAt(story, props));
  const take = async (file: File) => {
    tell(words.sending(file.name));
    try {
      const name = await props.upload(String(path[0]), file);
      tell(words.taken(name));
      if (props.first) props.first(field.name, name);
      else story.sender.set(path, name, now || null);
    } catch (error) {
      tell(words.notTaken((error as Fault).message));
    }
  };
  return (
    <div class="file">
      <TextField {...props} />
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        onChange={() => {
          const file = input.current?.files?.[0];
          if (file) void take(file);
          if (input.current) input.current.value = "";
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {words.choose}
        <span class="hidden">: {field.label}</span>
      </button>
      <p role="status">{state}</p>
    </div>
  );
}
