// The address of a screen is in the fragment: #/BULLETIN/ISSUE/SCREEN/…; the program never sees it.
import { signal } from "@preact/signals-core";
import type { Route } from "./screen.ts";

/** The publication's own place, where no issue is. */
export const OWN = "-";
export const HOME: Route = { screen: "home", bulletin: "", issue: "", rest: [] };

function read(): Route {
  const [bulletin, issue, screen, ...rest] = location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decode);
  if (!bulletin) return HOME;
  if (!issue) return { ...HOME, screen: bulletin };
  return { screen: screen ?? "board", bulletin, issue, rest };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const route = signal<Route>(HOME);

/** The address of a screen, for links. */
export function href(bulletin = "", issue = "", screen = "", ...rest: readonly string[]): string {
  return `#/${[bulletin, issue, screen, ...rest].filter(Boolean).map(encodeURIComponent).join("/")}`;
}

/** Goes to a screen. */
export function go(...parts: Parameters<typeof href>): void {
  location.hash = href(...parts);
}

/** Follows the address from here on. */
export function begin(): void {
  route.value = read();
  addEventListener("hashchange", () => {
    route.value = read();
  });
}
