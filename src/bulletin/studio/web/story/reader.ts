// Reads the story again when it may have changed. What was read before an edit of ours was on the disk is thrown away:
// it would put an old text over a new one.
import type { Fault } from "../shell/api.ts";
import { adopt, pending } from "../shell/outbox.ts";
import { words as shellWords } from "../shell/words.ts";
import { readStory, Sender, type StoryData, type Where } from "./data.ts";

export class Reader {
  private reading = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly at: Where,
    private readonly sender: { current: Sender | null },
    private readonly keep: (story: StoryData | string) => void,
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
    if (this.reading || pending.value > 0 || this.stopped) return;
    this.reading = true;
    this.again = false;
    const sent = this.sender.current?.count ?? 0;
    try {
      const story = await readStory(this.at);
      if (this.stopped) return;
      if ((this.sender.current?.count ?? 0) !== sent || pending.value > 0) this.again = true;
      else this.take(story);
    } catch (error) {
      this.keep(shellWords.unread((error as Fault).message));
    } finally {
      this.reading = false;
    }
    if (this.again) window.setTimeout(() => void this.go(), 50);
  }

  private take(story: StoryData): void {
    this.sender.current ??= new Sender(this.at, story.version);
    this.sender.current.forget(story.version);
    adopt({ bulletin: this.at.bulletin, issue: this.at.issue, kind: "article", id: this.at.article }, story.version);
    this.keep(story);
  }

  stop(): void {
    this.stopped = true;
  }
}
