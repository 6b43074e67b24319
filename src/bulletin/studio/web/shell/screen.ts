// What a screen of the window is, and what the shell hands to it.
import type { ComponentType } from "preact";

export interface Route {
  /** Name of the screen; "home" when the address names none. */
  readonly screen: string;
  readonly bulletin: string;
  readonly issue: string;
  /** What follows the screen's name: an article's id, a photo's id. */
  readonly rest: readonly string[];
}

/** One row of the list of keys that `?` shows. */
export type KeyRow = readonly [keys: string, what: string];

export interface Screen {
  readonly name: string;
  readonly View: ComponentType<{ route: Route }>;
  readonly keys?: readonly KeyRow[];
}

/** A screen of the window: `screen` when its code is there, else `load` fetches it. */
export interface ListedScreen {
  readonly name: string;
  readonly screen?: Screen;
  readonly load?: () => Promise<{ readonly screen: Screen }>;
}

/** Names of the screens of this window; a button to a screen that is not there is absent, never dead. */
export const registered = new Set<string>();
