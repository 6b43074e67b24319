// The flatplan: boxes of the plan at once, page pictures when they come. The cards say the same in words, so the boxes
// are for the eye and the pointer only.
import { go } from "../shell/router.ts";
import { type Route, registered } from "../shell/screen.ts";
import { useShot } from "../shell/shot.ts";
import { titleOf } from "./card.tsx";
import { onPage, type Picture, type Plan, pointed, type Story } from "./data.ts";
import * as words from "./words.ts";
import { live } from "../shell/live.ts";

export interface PagesProps {
  readonly route: Route;
  readonly plan: Plan;
  readonly stories: readonly Story[];
  readonly pictures: readonly Picture[];
  /** What was on each page when its picture was made: an older picture is not shown. */
  readonly pictured: ReadonlyMap<number, string>;
}

export function Pages(props: PagesProps) {
  const numbers = Array.from({ length: props.plan.pages }, (_, place) => place + 1);
  const spreads: number[][] = [];
  for (const number of numbers) {
    if (number % 2 && number > 1) spreads.at(-1)?.push(number);
    else spreads.push([number]);
  }
  return (
    <ol class="spreads">
      {spreads.map((spread) => (
        <li key={spread[0]}>
          {spread.map((number) => (
            <PageBox key={number} {...props} number={number} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function PageBox(props: PagesProps & { number: number }) {
  const { plan, number } = props;
  const [width, height] = plan.trim_mm;
  const made = props.pictures.find((one) => one.number === number);
  const current = made && props.pictured.get(number) === onPage(plan, number) ? made.digest : null;
  const address = useShot(current);
  const lit = live(pointed);
  const titles = new Map(props.stories.map((one) => [one.id, titleOf(one)]));
  const here = Object.entries(plan.stories).filter(([, story]) => story.boxes.some((box) => box.page === number));
  const boxes = here.flatMap(([id, story]) =>
    story.boxes.filter((box) => box.page === number).map((box) => ({ ...box, id })),
  );
  return (
    <figure class="page" style={{ aspectRatio: `${width} / ${height}` }}>
      {address && <img src={address} alt="" />}
      {boxes.map((box) => (
        <span
          key={`${box.id} ${box.x} ${box.y}`}
          aria-hidden="true"
          class={`box ${address ? "" : "bare"} ${lit === box.id ? "lit" : ""}`}
          style={{
            left: `${(100 * box.x) / width}%`,
            top: `${(100 * box.y) / height}%`,
            width: `${(100 * box.w) / width}%`,
            height: `${(100 * box.h) / height}%`,
          }}
          onPointerEnter={() => {
            pointed.value = box.id;
          }}
          onPointerLeave={() => {
            pointed.value = null;
          }}
          onClick={() => {
            if (registered.has("story")) go(props.route.bulletin, props.route.issue, "story", box.id);
          }}
        >
          {!address && <span class="name">{titles.get(box.id)}</span>}
        </span>
      ))}
      <figcaption>
        <span aria-hidden="true">{number}</span>
        <span class="hidden">
          {words.pageLabel(
            number,
            here.map(([id]) => titles.get(id) ?? id),
          )}
        </span>
      </figcaption>
    </figure>
  );
}
