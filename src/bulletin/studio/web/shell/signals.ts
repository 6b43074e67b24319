// Values that tell when they are others, in the place of the package `@preact/signals-core`: the window needs plain ones,
// those that follow from others, and what is done again; nothing that is put off or counted together.

interface Watcher {
  readonly again: () => void;
  readonly seen: Set<Value<unknown>>;
}

let watcher: Watcher | null = null;

class Value<T> {
  readonly told = new Set<() => void>();

  constructor(private now: T) {}

  peek(): T {
    return this.now;
  }

  get value(): T {
    if (watcher) {
      this.told.add(watcher.again);
      watcher.seen.add(this as Value<unknown>);
    }
    return this.now;
  }

  set value(next: T) {
    if (next === this.now) return;
    this.now = next;
    for (const again of [...this.told]) if (this.told.has(again)) again();
  }
}

export const signal = <T>(value: T): Value<T> => new Value(value);

/** Does something now, and again whenever a value that it read is another one. Returns what stops it. */
export function effect(work: () => void): () => void {
  const seen = new Set<Value<unknown>>();
  const stop = () => {
    for (const one of seen) one.told.delete(again);
    seen.clear();
  };
  const again = () => {
    stop();
    const around = watcher;
    watcher = { again, seen };
    try {
      work();
    } finally {
      watcher = around;
    }
  };
  again();
  return stop;
}

export function computed<T>(work: () => T): Value<T> {
  const made = signal(undefined as T);
  effect(() => {
    made.value = work();
  });
  return made;
}
