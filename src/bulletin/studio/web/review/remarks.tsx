// Remarks on the draft: those that came back from an approver, and those that are typed here.
import { useRef } from "preact/hooks";
import { href, route } from "../shell/router.ts";
import type { NewRemark, Remark, Review } from "./api.ts";
import * as words from "./words.ts";

export interface RemarksProps {
  readonly remarks: readonly Remark[] | null;
  readonly stories: Review["stories"];
  readonly onAdd: (one: NewRemark) => void;
  readonly onSettle: (one: Remark, done: boolean, answer: string) => void;
}

export function Remarks({ remarks, stories, onAdd, onSettle }: RemarksProps) {
  return (
    <section class="review-part" aria-labelledby="soat-gop-y" data-pane>
      <h2 id="soat-gop-y">{words.remarks}</h2>
      {remarks === null && <p class="state lost">{words.broken}</p>}
      {remarks?.length === 0 && <p>{words.noRemarks}</p>}
      <ul class="remarks" hidden={!remarks?.length}>
        {remarks?.map((one) => (
          <OneRemark key={one.id} one={one} onSettle={onSettle} />
        ))}
      </ul>
      {remarks !== null && <Form stories={stories} onAdd={onAdd} />}
    </section>
  );
}

function OneRemark({ one, onSettle }: { one: Remark; onSettle: RemarksProps["onSettle"] }) {
  const answer = useRef<HTMLInputElement>(null);
  const done = one.state === "done";
  return (
    <li class={one.state}>
      <p class="who">
        <b>{one.by}</b> {one.at} {one.page ? words.onPage(one.page) : ""}{" "}
        {one.story && (
          <a href={href(route.value.bulletin, route.value.issue, "story", one.story, one.field ?? "")}>
            {words.inStory(one.title)}
          </a>
        )}{" "}
        <em>{done ? words.done : words.open}</em>
      </p>
      {one.quote && <blockquote>{one.quote}</blockquote>}
      <p class="text">{one.text}</p>
      {one.answer && <p class="answer">{one.answer}</p>}
      {!done && (
        <label class="line">
          {words.answer}
          <input ref={answer} maxLength={1000} autocomplete="off" />
        </label>
      )}
      <button type="button" onClick={() => onSettle(one, !done, answer.current?.value.trim() ?? "")}>
        {done ? words.reopen : words.settle}
        <span class="hidden">: {one.text.slice(0, 60)}</span>
      </button>
    </li>
  );
}

function Form({ stories, onAdd }: Pick<RemarksProps, "stories" | "onAdd">) {
  const form = useRef<HTMLFormElement>(null);
  const add = (event: Event) => {
    event.preventDefault();
    const said = new FormData(form.current ?? undefined);
    const text = String(said.get("text") ?? "").trim();
    const by = String(said.get("by") ?? "").trim();
    if (!text || !by) return;
    onAdd({ text, by, page: Number(said.get("page")) || null, story: String(said.get("story") ?? "") });
    const box = form.current?.elements.namedItem("text");
    if (box instanceof HTMLTextAreaElement) box.value = "";
  };
  return (
    <details class="new-remark">
      <summary>{words.newRemark}</summary>
      <form ref={form} onSubmit={add}>
        <label class="line">
          {words.text}
          <textarea name="text" rows={3} maxLength={4000} autocomplete="off" required />
        </label>
        <label class="line">
          {words.by}
          <input name="by" maxLength={80} autocomplete="off" required />
        </label>
        <label class="line">
          {words.story}
          <select name="story">
            <option value="" />
            {stories.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <label class="line">
          {words.page}
          <input name="page" inputMode="numeric" pattern="[0-9]*" maxLength={3} autocomplete="off" />
        </label>
        <button type="submit">{words.add}</button>
      </form>
    </details>
  );
}
