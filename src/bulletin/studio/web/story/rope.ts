// What the editor's history keeps its steps in, in the place of the package `rope-sequence`: a list that never changes.
// That package is a tree for a million items; a history of a hundred acts has some hundreds, and is copied in microseconds.

export default class Rope<T> {
  static readonly empty = new Rope<never>([]);

  private constructor(private readonly items: readonly T[]) {}

  static from<T>(items: readonly T[] | Rope<T>): Rope<T> {
    return items instanceof Rope ? items : new Rope(items);
  }

  get length(): number {
    return this.items.length;
  }

  append(more: readonly T[] | Rope<T>): Rope<T> {
    return more.length ? new Rope([...this.items, ...Rope.from(more).items]) : this;
  }

  slice(from?: number, to?: number): Rope<T> {
    return new Rope(this.items.slice(from, to));
  }

  get(place: number): T | undefined {
    return this.items[place];
  }

  /** Calls for each item from one place to another, backwards where the second is before the first; `false` ends it. */
  forEach(work: (item: T, place: number) => unknown, from = 0, to = this.length): void {
    const step = from <= to ? 1 : -1;
    for (let n = from; n !== to; n += step) {
      const place = step > 0 ? n : n - 1;
      if (work(this.items[place] as T, place) === false) return;
    }
  }
}
