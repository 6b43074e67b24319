// Two texts for one field, and three buttons. Neither is lost: both are in the history before this is shown.
import * as words from "./words.ts";

export interface FieldConflict {
  readonly mine: string;
  readonly theirs: string;
  readonly time?: string;
  /** A choice, of which nothing can be joined. */
  readonly whole?: boolean;
  /** Called when one of the buttons was pressed, after the text was put into the field. */
  readonly onSettled: (text: string) => void;
}

export function ConflictBar(props: { conflict: FieldConflict; take: (text: string) => void }) {
  const { mine, theirs, time, onSettled, whole } = props.conflict;
  const choose = (text: string) => () => {
    props.take(text);
    onSettled(text);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name the field twice
    <div class="conflict" role="group" aria-label={words.conflict}>
      <p role="status">{words.conflict}</p>
      <dl>
        <dt>{words.mine}</dt>
        <dd>{mine || words.empty}</dd>
        <dt>{words.theirs(time ?? "")}</dt>
        <dd>{theirs || words.empty}</dd>
      </dl>
      <div class="buttons">
        <button type="button" onClick={choose(mine)}>
          {words.keepMine}
        </button>
        <button type="button" onClick={choose(theirs)}>
          {words.takeTheirs}
        </button>
        {!whole && (
          <button type="button" onClick={choose([mine, theirs].filter(Boolean).join(" "))}>
            {words.joinBoth}
          </button>
        )}
      </div>
    </div>
  );
}
