// What the tags of the screens become; the build puts it into every file that has tags (`tools/make_studio.py`).
export { Fragment as tagGroup, h as tag } from "preact";
