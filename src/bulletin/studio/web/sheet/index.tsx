// The forms that are no story: the facts of an issue, those of a publication, and how its letters are sent.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { type Fault, issuePath, post, put } from "../shell/api.ts";
import { Findings } from "../shell/findings.tsx";
import { LockedFile } from "../shell/locked.tsx";
import { Page } from "../shell/page.tsx";
import { held } from "../shell/signed.ts";
import { live } from "../shell/live.ts";
import { href, OWN } from "../shell/router.ts";
import { type Route, registered, type Screen } from "../shell/screen.ts";
import { say } from "../shell/toast.tsx";
import { Story, type StoryContext } from "../story/context.ts";
import { type FileData, type FormField, type FormGroup, shown, valueAt, type Where } from "../story/data.ts";
import { useFile } from "../story/file.ts";
import { Form, type PlaceProps } from "../story/form.tsx";
import { goToNamed } from "../story/goto.ts";
import { FileField, type Look, LookField } from "./fields.tsx";
import * as words from "./words.ts";

interface SheetData extends FileData {
  readonly looks: readonly Look[];
  /** A file that was not begun. */
  readonly absent?: boolean;
}

function Sheet({ route }: { route: Route }) {
  const { bulletin, issue, screen } = route;
  const kind = screen as Where["kind"];
  const at = useMemo<Where>(() => ({ bulletin, issue, article: "", kind }), [bulletin, issue, kind]);
  const file = useFile<SheetData>(at);
  const closed = live(held);
  const data = file.data;
  const looks = useRef<readonly Look[]>([]);
  if (data && typeof data === "object") looks.current = data.looks ?? [];
  const own = useMemo(() => ownFields(at, looks), [at]);
  // Before the first picture of the form: nobody can have begun to type in it.
  useLayoutEffect(() => goToNamed(route.rest), [!data || typeof data === "string", route.rest.join()]);
  const back =
    issue !== OWN
      ? { href: href(bulletin, issue, "board"), text: words.toIssue }
      : kind === "mail"
        ? { href: href(bulletin, OWN, "publication"), text: words.toPublication }
        : { href: href(), text: words.toHome };
  const title = words.titles[kind] ?? "";
  if (typeof data === "string" || !data || data.absent) {
    const begin = () =>
      post(issuePath(bulletin, issue, "form", "mail"), {}).then(file.read, (fault: Fault) => say(fault.message));
    return (
      <Page title={title} back={back}>
        <div class="alone">
          <p>{typeof data === "string" ? data : data ? words.noMail : words.reading}</p>
          {typeof data === "object" && data && (
            <button type="button" class="main" onClick={begin}>
              {words.beginMail}
            </button>
          )}
        </div>
      </Page>
    );
  }
  const context: StoryContext = {
    ...data,
    held: closed && kind !== "mail",
    bodies: {},
    conflicts: file.conflicts,
    sender: file.sender,
    settled: file.settled,
    repair: (finding) => finding.fix && file.sender.repair(finding.fix.op),
    photo: () => undefined,
    photos: [],
    here: () => undefined,
    ...(kind === "publication" ? { own: (field) => own(field) } : {}),
  };
  const name = shown(valueAt(data.values, ["name"]));
  return (
    <Story.Provider value={context}>
      <Page
        title={
          kind === "issue"
            ? words.issue(shown(valueAt(data.values, ["number", "in_year"])))
            : name
              ? `${title}: ${name}`
              : title
        }
        back={back}
        tools={
          <>
            {issue === OWN && registered.has("history") && (
              <a class="button" href={href(bulletin, OWN, "history")}>
                {words.history}
              </a>
            )}
            {kind === "publication" && (
              <a class="button" href={href(bulletin, OWN, "mail")}>
                {words.titles.mail}
              </a>
            )}
            {kind === "issue" && registered.has("board") && (
              <a class="button" href={href(bulletin, issue, "board")}>
                {words.board}
              </a>
            )}
          </>
        }
      >
        {data.locked ? (
          <LockedFile
            told={words.locked}
            locked={data.locked}
            history={registered.has("history") ? href(bulletin, issue, "history") : undefined}
          />
        ) : (
          <div class="sheet fills">
            <nav data-pane aria-label={words.groups}>
              <ul>
                {data.form.map((group) => (
                  <li key={group.name}>
                    <GroupLink group={group} data={data} />
                  </li>
                ))}
              </ul>
            </nav>
            <section data-pane aria-label={title}>
              <Findings findings={data.findings.filter((one) => !one.path.length)} />
              <Form groups={data.form} skip="" />
            </section>
          </div>
        )}
      </Page>
    </Story.Provider>
  );
}

/** Opens a group and goes there. */
function GroupLink({ group, data }: { group: FormGroup; data: SheetData }) {
  const names = new Set(group.fields.map((field) => field.name));
  const found = data.findings.filter((one) => names.has(String(one.path[0]))).length;
  const show = () => {
    const fold = document.getElementById(`nhom-${group.fields[0]?.name}`) as HTMLDetailsElement | null;
    if (!fold) return;
    fold.open = true;
    fold.scrollIntoView();
    fold.querySelector<HTMLElement>("summary")?.focus();
  };
  return (
    <button type="button" class="plain" onClick={show}>
      {group.name}
      {found > 0 && <span class="to-see">{words.toSee(found)}</span>}
    </button>
  );
}

const FILES: { readonly [field: string]: string } = { logo: ".svg,.png,.jpg,.jpeg", fonts: ".ttf,.otf" };

/** The fields of a publication that are more than words; made once, so that nobody loses the field that they are in. */
function ownFields(at: Where, looks: { readonly current: readonly Look[] }) {
  const take = upload(at);
  const Layout = (props: PlaceProps) => <LookField {...props} looks={looks.current} />;
  const files = Object.fromEntries(
    Object.entries(FILES).map(([name, accept]) => [
      name,
      (props: PlaceProps) => <FileField {...props} accept={accept} upload={take} />,
    ]),
  );
  return (field: FormField) => (field.name === "layout" && looks.current.length ? Layout : (files[field.name] ?? null));
}

const upload =
  (at: Where) =>
  async (field: string, file: File): Promise<string> => {
    const path = issuePath(at.bulletin, at.issue, "uploads", field, file.name.replaceAll("/", "_"));
    return (await put<{ file: string }>(path, file)).file;
  };

export const screen: Screen = {
  name: "sheet",
  View: Sheet,
};
