// Starts the window. The two parts that are fetched later import it for what they share with it: one script of all that
// weighs less than two.
import "./shell/parts.ts";
import { render } from "preact";
import { screens } from "./screens.ts";
import { takeKey } from "./shell/api.ts";
import { App } from "./shell/app.tsx";
import * as company from "./shell/company.ts";
import { follow } from "./shell/events.ts";
import * as lost from "./shell/lost.ts";
import * as outbox from "./shell/outbox.ts";
import * as router from "./shell/router.ts";
import * as signed from "./shell/signed.ts";
import { registered } from "./shell/screen.ts";

for (const screen of screens) registered.add(screen.name);
takeKey();
router.begin();
company.begin();
lost.begin();
signed.begin();
const place = document.getElementById("window");
if (place) {
  place.textContent = "";
  render(<App screens={screens} />, place);
}
void outbox.begin();
void follow();
