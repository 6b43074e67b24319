// The edits that the program has not acknowledged, in the browser's own data base: they outlive page, browser and power.
export interface Kept {
  readonly client: string;
  readonly number: number;
  readonly bulletin: string;
  readonly issue: string;
  readonly kind: string;
  readonly id: string;
  readonly base: string;
  readonly ops: readonly unknown[];
}

const STORE = "edits";
let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open("bulletin", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ["client", "number"] });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opened;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  return new Promise((done, fail) => {
    const work = base.transaction(STORE, mode, { durability: "strict" });
    const asked = act(work.objectStore(STORE));
    work.oncomplete = () => done(asked.result);
    work.onabort = () => fail(work.error);
  });
}

export const keep = (edit: Kept) => run("readwrite", (store) => store.put(edit));
export const drop = (edit: Kept) => run("readwrite", (store) => store.delete([edit.client, edit.number]));
export const all = () => run("readonly", (store) => store.getAll() as IDBRequest<Kept[]>);
