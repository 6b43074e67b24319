// A list of cards that can be put into another order.
import { useEffect, useRef, useState } from "preact/hooks";
import type { MenuItem } from "../shell/menu.tsx";
import type { Route } from "../shell/screen.ts";
import { ahead } from "./acts.ts";
import { Card, titleOf } from "./card.tsx";
import { moved, type Plan, type Section, type Story } from "./data.ts";
import { after, useDrag } from "./drag.ts";
import * as words from "./words.ts";

const REST_MS = 150; // a card that only passes a place does not rest there

export interface ListProps {
  readonly route: Route;
  readonly label: string;
  readonly stories: readonly Story[];
  readonly sections: readonly Section[];
  readonly plan: Plan | null;
  readonly onMove: (story: Story, before: string | null) => void;
  readonly onChange: (story: Story) => void;
  readonly onHold: (story: Story) => void;
  readonly onTrash: (story: Story) => void;
}

export function CardList(props: ListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [told, tell] = useState("");
  const ids = props.stories.map((one) => one.id);
  const titleAt = (id: string) =>
    props.stories
      .filter((one) => one.id === id)
      .map(titleOf)
      .join("");
  const drop = (id: string, before: string | null) => {
    const story = props.stories.find((one) => one.id === id);
    if (story && before !== after(ids, id)) props.onMove(story, before);
  };
  const drag = useDrag({
    ids,
    list,
    onDrop: drop,
    onTell: (id, what, place) => {
      if (what === "back") tell(words.putBack);
      else if (what === "lifted") tell(words.lifted(titleAt(id), place + 1, ids.length));
      else tell(words.at(place + 1, ids.length));
    },
  });
  const { lifted, before } = drag.state ?? {};
  useEffect(() => {
    if (!lifted || before === undefined || before === after(ids, lifted)) return;
    const rest = setTimeout(() => ahead(props.route, lifted, before), REST_MS);
    return () => clearTimeout(rest);
  }, [lifted, before]);
  const shown =
    drag.state?.byKeys && drag.state.lifted
      ? moved(props.stories, drag.state.lifted, drag.state.before)
      : props.stories;
  const items = (story: Story): readonly MenuItem[] => {
    const here = ids.indexOf(story.id);
    const last = ids.length - 1;
    return [
      { text: words.up, act: () => drop(story.id, ids[here - 1] ?? null), off: here === 0 },
      { text: words.down, act: () => drop(story.id, ids[here + 2] ?? null), off: here === last },
      { text: words.top, act: () => drop(story.id, ids[0] ?? null), off: here === 0 },
      { text: words.bottom, act: () => drop(story.id, null), off: here === last },
      { text: words.change, act: () => props.onChange(story) },
      { text: words.hold, act: () => props.onHold(story) },
      { text: words.trash, act: () => props.onTrash(story) },
    ];
  };
  const atEnd = drag.state && !drag.state.byKeys && drag.state.before === null;
  return (
    <>
      <p class="hidden" role="status">
        {told}
      </p>
      <ol class={`cards ${atEnd ? "drop-end" : ""}`} ref={list} aria-label={props.label}>
        {shown.map((story) => (
          <Card
            key={story.id}
            route={props.route}
            story={story}
            planned={props.plan?.stories[story.id]}
            sections={props.sections}
            drag={drag}
            items={items(story)}
          />
        ))}
      </ol>
    </>
  );
}
