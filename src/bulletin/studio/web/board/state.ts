// What the board knows: read once, and then kept by the program's events.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Fault, get, issuePath } from "../shell/api.ts";
import { listenTo } from "../shell/events.ts";
import type { Route } from "../shell/screen.ts";
import { planned } from "./acts.ts";
import { type BoardData, onPage, type Picture, type Plan, planOf, type RawPlan, type Story } from "./data.ts";

export interface BoardState {
  readonly data: BoardData | null;
  readonly plan: Plan | null;
  readonly failed: boolean;
  readonly pictures: readonly Picture[];
  readonly pictured: ReadonlyMap<number, string>;
  readonly fault: Fault | null;
  readonly read: () => void;
  /** Shows another order at once; the program's next answer decides. */
  readonly show: (stories: readonly Story[]) => void;
}

export function useBoard(route: Route): BoardState {
  const [data, setData] = useState<BoardData | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [failed, setFailed] = useState(false);
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [pictured, setPictured] = useState<ReadonlyMap<number, string>>(new Map());
  const [fault, setFault] = useState<Fault | null>(null);
  const latest = useRef<Plan | null>(null);
  const asked = useRef(0);
  const take = (next: Plan) => {
    latest.current = next;
    setPlan(next);
    setFailed(false);
  };
  const read = () => {
    const turn = ++asked.current;
    get<BoardData>(issuePath(route.bulletin, route.issue)).then(
      (got) => {
        if (turn < asked.current) return; // a newer answer is here or on its way
        setFault(null);
        setData(got);
      },
      (error: Fault) => setFault(error),
    );
  };
  const showPictures = (made: readonly Picture[]) => {
    const plan = latest.current;
    setPictures(made);
    if (plan) setPictured(new Map(made.map((one) => [one.number, onPage(plan, one.number)])));
  };
  const readPages = () => {
    get<{ plan: RawPlan | null; pages: readonly Picture[] }>(issuePath(route.bulletin, route.issue, "pages")).then(
      (got) => {
        if (got.plan) take(planOf(got.plan));
        if (got.pages.length) showPictures(got.pages);
      },
      () => undefined, // the stories say what is the matter
    );
  };
  useEffect(() => {
    read();
    readPages();
    const stops = [
      listenTo(route, ["planned"], (event) => {
        const next = planOf(event as unknown as RawPlan);
        take(next);
        planned(next);
      }),
      listenTo(route, ["pictured"], (event) => showPictures(event.pages as readonly Picture[])),
      listenTo(route, ["failed"], () => setFailed(true)),
      listenTo(route, ["saved", "outside", "connected"], read),
      listenTo(route, ["connected"], readPages),
    ];
    return () => stops.map((stop) => stop());
  }, [route.bulletin, route.issue]);
  const show = (stories: readonly Story[]) => setData((old) => old && { ...old, stories });
  return { data, plan, failed, pictures, pictured, fault, read, show };
}
