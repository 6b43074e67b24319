// Sending the draft to an approver, taking remarks back, and the sign-off.
import { useRef, useState } from "preact/hooks";
import { Dialog } from "../shell/dialog.tsx";
import type { Review } from "./api.ts";
import { PlannedAnew } from "./compare.tsx";
import * as words from "./words.ts";

export interface ApprovalProps {
  readonly review: Review;
  readonly onFile: () => void;
  readonly onTake: (file: File) => void;
  readonly onSign: (name: string, office: string, number: string) => void;
}

export function Approval({ review, onFile, onTake, onSign }: ApprovalProps) {
  const [asking, setAsking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const changed = !review.approved && review.signed.some((one) => one.sealed);
  const state = review.approved ? words.signed : changed ? words.changed : words.unsigned;
  return (
    <section class="review-part" aria-labelledby="soat-duyet" data-pane>
      <h2 id="soat-duyet">{words.approval}</h2>
      <p class={`state ${review.approved ? "current" : changed ? "lost" : ""}`}>{state}</p>
      <PlannedAnew anew={review.anew} />
      {review.approved && review.anew.length > 0 && <p>{words.anewSigned}</p>}
      <ul class="signed" hidden={!review.signed.length}>
        {review.signed.map((one) => (
          <li key={`${one.name}${one.at}`} class={one.current ? "current" : ""}>
            {words.signature(one.name, one.office, one.at)}
            {!one.sealed && words.byHand}
          </li>
        ))}
      </ul>
      <div class="acts">
        <button type="button" onClick={onFile}>
          {words.send}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {words.take}
        </button>
        <button type="button" class="main" disabled={review.approved || !review.digest} onClick={() => setAsking(true)}>
          {words.sign}
        </button>
      </div>
      <input
        ref={input}
        hidden
        aria-label={words.take}
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onTake(file);
        }}
      />
      {!review.approved && !review.digest && <p class="hint">{words.noDigest}</p>}
      <p class="hint">{words.sendNote}</p>
      {asking && (
        <Sign
          review={review}
          onClose={() => setAsking(false)}
          onGo={(name, office, number) => {
            setAsking(false);
            onSign(name, office, number);
          }}
        />
      )}
    </section>
  );
}

interface SignProps {
  readonly review: Review;
  readonly onClose: () => void;
  readonly onGo: (name: string, office: string, number: string) => void;
}

function Sign({ review, onClose, onGo }: SignProps) {
  const [name, setName] = useState("");
  const [office, setOffice] = useState("");
  const [number, setNumber] = useState("");
  const named = (typed: string) => {
    setName(typed);
    const known = review.people.find((one) => one.name === typed);
    if (known?.office && !office) setOffice(known.office);
  };
  const ready = name.trim() && number.trim() === String(review.number);
  return (
    <Dialog
      title={words.signTitle}
      onClose={onClose}
      act={{ text: words.signGo, go: () => onGo(name.trim(), office.trim(), number.trim()), disabled: !ready }}
    >
      <label class="line">
        {words.signName}
        <input
          list="nguoi-duyet"
          maxLength={80}
          autocomplete="off"
          onInput={(event) => named(event.currentTarget.value)}
        />
      </label>
      <datalist id="nguoi-duyet">
        {review.people.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      <label class="line">
        {words.signOffice}
        <input
          maxLength={120}
          autocomplete="off"
          value={office}
          onInput={(event) => setOffice(event.currentTarget.value)}
        />
      </label>
      <label class="line">
        {words.signNumber(review.number)}
        <input
          inputMode="numeric"
          maxLength={6}
          autocomplete="off"
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      <p class="hint">{words.signNote}</p>
    </Dialog>
  );
}
