// The quiet rule: nothing changes a text under the hands of somebody who types.
import { QUIET_MS, TOUCHES } from "../shell/quiet.ts";

const SIGNS = [...TOUCHES, "pointerup", "paste", "cut", "drop"] as const;

/** Waits until nothing was typed, selected or pointed at in an element for a while, and no composition runs. */
export class Quiet {
  private last = 0;
  private composing = false;
  private timer = 0;
  private readonly waiting = new Map<string, () => void>();
  private readonly stop = new AbortController();

  constructor(element: HTMLElement) {
    const options = { capture: true, passive: true, signal: this.stop.signal };
    for (const name of SIGNS) element.addEventListener(name, (event) => this.noticed(event), options);
    document.addEventListener(
      "selectionchange",
      (event) => {
        if (element.contains(document.activeElement)) this.noticed(event);
      },
      options,
    );
  }

  private noticed(event: Event): void {
    this.last = performance.now();
    if (event.type === "compositionstart") this.composing = true;
    if (event.type === "compositionend") this.composing = false;
  }

  get isQuiet(): boolean {
    return !this.composing && performance.now() - this.last >= QUIET_MS;
  }

  /** Do something once it is quiet; a later wish under the same name takes the place of an earlier one. */
  when(name: string, act: () => void): void {
    this.waiting.set(name, act);
    if (!this.timer) this.look();
  }

  private look = (): void => {
    this.timer = 0;
    if (this.isQuiet) {
      const acts = [...this.waiting.values()];
      this.waiting.clear();
      for (const act of acts) act();
    } else {
      const rest = QUIET_MS - (performance.now() - this.last);
      this.timer = window.setTimeout(this.look, Math.max(rest, 20));
    }
  };

  close(): void {
    this.stop.abort();
    window.clearTimeout(this.timer);
    this.waiting.clear();
  }
}
