// A group of radio buttons with a legend.
import { useId } from "preact/hooks";

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly note?: string;
}

export interface ChoicesProps {
  readonly legend: string;
  readonly value: string;
  readonly rows: readonly Choice[];
  readonly onChoose: (value: string) => void;
  /** One below the other instead of side by side. */
  readonly stacked?: boolean;
}

export function Choices(props: ChoicesProps) {
  const name = useId();
  return (
    <fieldset class={`choices ${props.stacked ? "stacked" : ""}`}>
      <legend>{props.legend}</legend>
      {props.rows.map((row) => (
        <label key={row.value}>
          <input
            type="radio"
            name={name}
            value={row.value}
            checked={row.value === props.value}
            onChange={() => props.onChoose(row.value)}
          />
          <span>
            {row.text}
            {row.note && <span class="note">{row.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export interface TickProps {
  readonly legend: string;
  readonly rows: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** A group of check boxes. */
export function Ticks(props: TickProps) {
  const toggle = (value: string) => () => {
    const next = new Set(props.chosen);
    if (!next.delete(value)) next.add(value);
    props.onChange(next);
  };
  return (
    <fieldset class="choices stacked">
      <legend>{props.legend}</legend>
      {props.rows.map((row) => (
        <label key={row.value}>
          <input type="checkbox" checked={props.chosen.has(row.value)} onChange={toggle(row.value)} />
          <span>
            {row.text}
            {row.note && <span class="note">{row.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
