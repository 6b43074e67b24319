// A body that two people changed: both texts, and three buttons. Nothing is lost; both are in the history.
import type { Conflict } from "../shell/outbox.ts";
import { clock } from "../shell/time.ts";
import type { GivenBody } from "./body.ts";
import { useStory } from "./context.ts";
import * as words from "./words.ts";

interface Props {
  readonly conflict: Conflict;
  readonly body: (wanted: GivenBody | null, file: GivenBody) => void;
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : Array.isArray(value) ? value.map(String).join("\n\n") : "";

/** What the program gives for both texts of a body. */
interface BodyTexts {
  readonly mine_body?: GivenBody;
  readonly theirs_body?: GivenBody;
}

export function BodyConflict(props: Props) {
  const story = useStory();
  const conflict = props.conflict as Conflict & BodyTexts;
  const file = conflict.theirs_body ?? story.bodies[conflict.path.join(".")] ?? { lead: "", blocks: [] };
  const settle = (wanted: GivenBody | null) => () => {
    props.body(wanted, file);
    story.settled(props.conflict);
  };
  const mine = textOf(conflict.mine);
  const theirs = textOf(conflict.theirs);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name the editor twice
    <div class="conflict" role="group" aria-label={words.conflict}>
      <p role="status">{words.conflict}</p>
      <dl>
        <dt>{words.mine}</dt>
        <dd class="lines">{mine || words.empty}</dd>
        <dt>{words.theirs(clock(conflict.saved_at ?? ""))}</dt>
        <dd class="lines">{theirs || words.empty}</dd>
      </dl>
      <div class="buttons">
        <button type="button" onClick={settle(null)}>
          {words.keepMine}
        </button>
        <button type="button" onClick={settle(file)}>
          {words.takeTheirs}
        </button>
        <button type="button" onClick={settle(joined(file, mine))}>
          {words.join}
        </button>
      </div>
    </div>
  );
}

/** The body of the file, and behind it the paragraphs of mine that it does not have. */
function joined(file: GivenBody, mine: string): GivenBody {
  const has = new Set(file.blocks.map((block) => block.markdown.trim()));
  const more = mine.split(/\n{2,}/).filter((text) => text.trim() && !has.has(text.trim()));
  const blocks = more.map((markdown, n) => ({
    id: `mine-${n}`,
    markdown,
    gap: "\n\n",
    nodes: [{ type: "paragraph", content: [{ type: "text", text: markdown.replace(/\s*\n\s*/g, " ") }] }],
  }));
  return { lead: file.lead, blocks: [...file.blocks, ...blocks] };
}
