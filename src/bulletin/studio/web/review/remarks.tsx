// Remarks on the draft: those that came back from an approver, and those that are typed here.
import { useRef, useState } from "preact/hooks";
import { href, route } from "../shell/router.ts";
import type { Named, NewRemark, Remark, Review } from "./api.ts";
import { MarkedPage } from "./marks.tsx";
import * as words from "./words.ts";

export interface RemarksProps {
  readonly review: Review;
  readonly onAdd: (one: NewRemark) => void;
  readonly onSettle: (one: Remark, done: boolean, answer: string) => void;
}

export function Remarks({ review, onAdd, onSettle }: RemarksProps) {
  const { remarks } = review;
  const [page, turn] = useState(0);
  const [wanted, want] = useState("");
  const [story, choose] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const first = remarks?.find((one) => one.mark && one.state === "open")?.mark?.page ?? 1;
  const shown = page || first;
  return (
    <section class="review-part" aria-labelledby="soat-gop-y" data-pane>
      <h2 id="soat-gop-y">{words.remarks}</h2>
      {remarks === null && <p class="state lost">{words.broken}</p>}
      {remarks?.length === 0 && <p>{words.noRemarks}</p>}
      <ol class="remarks" hidden={!remarks?.length}>
        {remarks?.map((one, place) => (
          <OneRemark
            key={one.id}
            one={one}
            number={place + 1}
            onMark={(page) => {
              turn(page);
              want(one.id);
            }}
            onSettle={onSettle}
          />
        ))}
      </ol>
      {remarks && <Form review={review} form={form} story={story} choose={choose} onAdd={onAdd} />}
      {remarks && review.pages.length > 0 && (
        <MarkedPage
          review={review}
          page={shown}
          wanted={wanted}
          turn={(to) => {
            turn(to);
            want("");
          }}
          onMark={(one) => {
            want("");
            document.getElementById(`muc-${one.id}`)?.focus();
          }}
          onPlace={(story) => {
            choose(story);
            fillIn(form.current, shown);
          }}
        />
      )}
    </section>
  );
}

/** Opens the form with a page in it, ready for words. */
function fillIn(form: HTMLFormElement | null, page: number): void {
  const fold = form?.closest("details");
  if (fold) fold.open = true;
  const { page: number, text } = (form?.elements ?? {}) as { [name: string]: HTMLInputElement | undefined };
  if (number) number.value = String(page);
  text?.focus();
}

interface OneProps {
  readonly one: Remark;
  readonly number: number;
  readonly onMark: (page: number) => void;
  readonly onSettle: RemarksProps["onSettle"];
}

function OneRemark({ one, number, onMark, onSettle }: OneProps) {
  const answer = useRef<HTMLInputElement>(null);
  const done = one.state === "done";
  return (
    <li class={one.state} id={`muc-${one.id}`} tabIndex={-1}>
      <p class="who">
        <MarkButton one={one} number={number} onMark={onMark} /> <b>{one.by}</b> {one.at}{" "}
        {one.page ? words.onPage(one.page) : ""}{" "}
        {one.story && (
          <a href={href(route.value.bulletin, route.value.issue, "story", one.story, one.field ?? "")}>
            {words.inStory(one.title)}
            {one.label && `, ${one.label}`}
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

/** The number of a remark, as it is on the page: it leads there. */
function MarkButton({ one, number, onMark }: Omit<OneProps, "onSettle">) {
  const { mark } = one;
  if (!mark) return <span class={`mark ${one.state}`}>{number}</span>;
  return (
    <button
      type="button"
      class={`mark ${one.state}`}
      aria-label={words.toMark(number, mark.page)}
      onClick={() => onMark(mark.page)}
    >
      {number}
    </button>
  );
}

interface FormProps {
  readonly review: Review;
  readonly form: { current: HTMLFormElement | null };
  readonly story: string;
  readonly choose: (story: string) => void;
  readonly onAdd: RemarksProps["onAdd"];
}

function Form({ review, form, story, choose, onAdd }: FormProps) {
  const add = (event: Event) => {
    event.preventDefault();
    const said = new FormData(form.current ?? undefined);
    const of = (name: string) => String(said.get(name) ?? "").trim();
    const [text, by] = [of("text"), of("by")];
    if (!text || !by) return;
    onAdd({ text, by, page: Number(of("page")) || null, story, field: of("field") });
    const box = form.current?.elements.namedItem("text");
    if (box instanceof HTMLTextAreaElement) box.value = "";
  };
  const photos = review.stories.find((one) => one.id === story)?.photos ?? [];
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
          <select value={story} onChange={(event) => choose(event.currentTarget.value)}>
            <Options of={review.stories} />
          </select>
        </label>
        <label class="line">
          {words.field}
          <select key={story} name="field" disabled={!story}>
            <Options of={[...review.fields, ...photos.map((title, place) => ({ id: `photos.${place}`, title }))]} />
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

const Options = ({ of }: { of: readonly Named[] }) => (
  <>
    <option value="" />
    {of.map((one) => (
      <option key={one.id} value={one.id}>
        {one.title}
      </option>
    ))}
  </>
);
