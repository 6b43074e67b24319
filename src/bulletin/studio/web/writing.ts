// The screens with forms and the body editor, in one part.
import "./main.tsx";
export { screen as sheet } from "./sheet/index.tsx";
export { screen as story } from "./story/index.tsx";
