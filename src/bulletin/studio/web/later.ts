// The screens that are opened now and then, in one part.
import "./main.tsx";
export { screen as history } from "./history/index.tsx";
export { screen as imports } from "./imports/index.tsx";
export { screen as outputs } from "./outputs/index.tsx";
export { screen as photos } from "./photos/index.tsx";
export { screen as review } from "./review/index.tsx";
