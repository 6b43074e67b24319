// Help: how it works in two lines, the keys of this screen, and the libraries in the window with their licences.
import { useEffect, useState } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import type { KeyRow } from "./screen.ts";
import * as words from "./words.ts";

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

export function Help(props: { keys: readonly KeyRow[]; onClose: () => void }) {
  return (
    <Dialog title={words.help} onClose={props.onClose} wide>
      <p>{words.helpNote}</p>
      <h3>{words.keysTitle}</h3>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.keyColumn}</th>
            <th scope="col">{words.keyMeaning}</th>
          </tr>
        </thead>
        <tbody>
          {[...props.keys, ...words.commonKeys].map(([keys, what]) => (
            <tr key={keys + what}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Licences />
    </Dialog>
  );
}

function Licences() {
  const [rows, setRows] = useState<readonly Licence[]>([]);
  useEffect(() => {
    void fetch("/app/licences.json")
      .then((answer) => answer.json())
      .then(setRows, () => setRows([]));
  }, []);
  return (
    <details>
      <summary>{words.licences}</summary>
      <p>{words.licencesNote}</p>
      <ul class="licences">
        {rows.map((row) => (
          <li key={row.name}>
            <details>
              <summary>
                {row.name} {row.version}, {row.licence}
              </summary>
              <section lang="en" tabIndex={0} aria-label={row.name}>
                <pre>{row.text}</pre>
              </section>
            </details>
          </li>
        ))}
      </ul>
    </details>
  );
}
