// The dialogs of the board: a new story, and another weight or section for one.
import { useState } from "preact/hooks";
import { Choices } from "../shell/choices.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Field } from "../shell/field.tsx";
import { titleOf } from "./card.tsx";
import type { Section, Story } from "./data.ts";
import * as words from "./words.ts";

export interface Wanted {
  readonly title: string;
  readonly slot: string;
  readonly section: string | null;
}

interface DialogProps {
  readonly story: Story | null;
  readonly sections: readonly Section[];
  readonly onClose: () => void;
  readonly onDone: (wanted: Wanted) => void;
}

/** For a new story when `story` is null; its headline is asked first. */
export function StoryDialog(props: DialogProps) {
  const { story } = props;
  const [title, setTitle] = useState(story?.title ?? "");
  const [slot, setSlot] = useState(story?.slot ?? "story");
  const [section, setSection] = useState(story?.section ?? props.sections[0]?.id ?? "");
  const [tried, setTried] = useState(0);
  const missing = !story && !title.trim();
  const done = () => {
    setTried(tried + 1);
    if (!missing) props.onDone({ title: title.trim(), slot, section: section || null });
  };
  return (
    <Dialog
      title={story ? words.changeTitle(titleOf(story)) : words.newStory}
      onClose={props.onClose}
      act={{ text: story ? words.save : words.create, go: done }}
    >
      <div class="story-dialog">
        {!story && (
          <Field
            label={words.storyTitle}
            hint={words.storyTitleHint}
            value=""
            required
            onTyped={setTitle}
            onEdit={setTitle}
            findings={tried > 0 && missing ? [{ severity: "error", what: words.titleMissing }] : []}
          />
        )}
        <Choices
          legend={words.weight}
          value={slot}
          onChoose={setSlot}
          rows={Object.entries(words.slots).map(([value, text]) => ({ value, text }))}
        />
        {props.sections.length > 0 && (
          <Choices
            legend={words.section}
            value={section}
            onChoose={setSection}
            rows={[
              ...props.sections.map((one) => ({ value: one.id, text: one.name })),
              ...(story?.section ? [] : [{ value: "", text: words.noSection }]),
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}
