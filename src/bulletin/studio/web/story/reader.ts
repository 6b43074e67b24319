// Reads a file again when it may have changed. What was read before an edit of ours was on the disk is thrown away:
// it would put an old text over a new one.
import type { Fault } from "../shell/api.ts";
import { adopt, waits } from "../shell/outbox.ts";
import * as shellWords from "../shell/words.ts";
import { type FileData, readFile, Sender, type Where } from "./data.ts";

export class Reader<T extends FileData> {
  private reading = false;
  private again = false;
  private stopped = false;
  private timer = 0;

  constructor(
    private readonly at: Where,
    private readonly sender: { current: Sender | null },
    private readonly keep: (file: T | string) => void,
  ) {}

  /** Read now; when edits are on their way, once they are on the disk. */
  read(): void {
    this.again = true;
    void this.go();
  }

  /** Read if a reading was put off. */
  owed(): void {
    if (this.again) void this.go();
  }

  private async go(): Promise<void> {
    // An edit that is refused again and again keeps nobody from opening the file: what is there is shown beside it.
    if (this.reading || this.stopped) return;
    if (this.sender.current && this.waits()) return this.later();
    this.reading = true;
    this.again = false;
    const sent = this.sender.current?.count ?? 0;
    try {
      const file = await readFile<T>(this.at);
      if (this.stopped) return;
      const first = !this.sender.current;
      if (first || (this.sender.current?.count === sent && !this.waits())) this.take(file);
      else this.again = true;
      if (first && this.waits()) this.again = true;
    } catch (error) {
      this.keep(shellWords.unread((error as Fault).message));
    } finally {
      this.reading = false;
    }
    if (this.again) window.setTimeout(() => void this.go(), 50);
  }

  /** Look again: the last answer may come after all events of its edit. */
  private later(): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      this.owed();
    }, 1000);
  }

  private waits(): boolean {
    const { bulletin, issue, kind, article } = this.at;
    return waits({ bulletin, issue, kind, id: article });
  }

  private take(file: T): void {
    const { bulletin, issue, kind, article } = this.at;
    this.sender.current ??= new Sender(this.at, file.version);
    this.sender.current.forget(file.version);
    adopt({ bulletin, issue, kind, id: article }, file.version);
    this.keep(file);
  }

  stop(): void {
    this.stopped = true;
    window.clearTimeout(this.timer);
  }
}
