// What both later parts need is in the first script: small ones of their own would weigh more.
import "../story/data.ts";
import "./choices.tsx";
import "./company-line.tsx";
import "./dialog.tsx";
import "./quoted.ts";
import "./shot.ts";
