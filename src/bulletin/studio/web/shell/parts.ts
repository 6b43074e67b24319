// What all three scripts of the window need is in one that they share: small ones of their own would weigh more.
import "../story/data.ts";
import "./choices.tsx";
import "./company-line.tsx";
import "./dialog.tsx";
import "./quoted.ts";
import "./shot.ts";
