// What the editor's schema reads its kinds of nodes and marks from, in the place of the package `orderedmap`: our own tables
// are given once and in their order.

export default {
  from: <T>(table: Readonly<Record<string, T>>) => ({
    forEach(work: (name: string, item: T) => void): void {
      for (const [name, item] of Object.entries(table)) work(name, item);
    },
  }),
};
