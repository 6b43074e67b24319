// The frame of a screen: a bar with the way back, the heading, what is saved and the screen's own tools; the panes below.
import type { ComponentChildren } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { createContext } from "preact";
import { Status } from "./status.tsx";
import * as words from "./words.ts";

/** Opens the help; given by the shell. */
export const HelpContext = createContext<() => void>(() => undefined);

export interface PageProps {
  readonly title: string;
  readonly back?: { readonly href: string; readonly text: string };
  /** Between the heading and the tools: facts about the issue. */
  readonly facts?: ComponentChildren;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Page(props: PageProps) {
  const help = useContext(HelpContext);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = props.title === words.product ? props.title : `${props.title} – ${words.product}`;
  }, [props.title]);
  useLayoutEffect(() => {
    // A screen that was still opening had the focus: it goes to the heading of the one that took its place.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header class="bar" data-pane>
        {props.back && (
          <nav aria-label={words.wayBack}>
            <a href={props.back.href}>
              <span aria-hidden="true">‹ </span>
              {props.back.text}
            </a>
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        <div class="facts">{props.facts}</div>
        <Status />
        <div class="tools">
          {props.tools}
          <button type="button" aria-keyshortcuts="?" onClick={help}>
            {words.help}
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}
