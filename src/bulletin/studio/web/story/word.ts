// What Word puts into the clipboard beside its words: lists as paragraphs with a sign of their own, styles, old fonts.
const ITEM = /<p\b[^>]*(?:MsoList|mso-list:)[^>]*>([\s\S]*?)<\/p>/gi;
const SIGN = /<!(?:--)?\[if !supportLists\](?:--)?>([\s\S]*?)<!(?:--)?\[endif\](?:--)?>/i;
const OLD_FONT = /(?:font-family:|face=)\s*["']?(?:&quot;)?(?:\.Vn|VNI-)/i;
const SHEETS = /<style\b[\s\S]*?<\/style>/gi;
const OLD_SIGNS = /[§®µ¶·¹¸¨»¾¼½Æ©Ð×Ñ]/;

/** Word's list paragraphs as lists; the sign of a lettered item stays with its words. */
export function withLists(html: string): string {
  const made = html.replace(ITEM, (whole: string, inner: string) => {
    const sign = SIGN.exec(inner)?.[1];
    if (sign === undefined) return whole;
    const text = sign.replace(/<[^>]*>|&nbsp;|\s/g, "");
    const rest = inner.replace(SIGN, "");
    if (/^[a-zđ][.)]$/i.test(text)) return `<p>${text} ${rest}</p>`;
    const list = /^\d+[.)]?$/.test(text) ? "ol" : "ul";
    return `<${list}><li>${rest}</li></${list}>`;
  });
  return made.replace(/<\/(ul|ol)>\s*<\1>/g, "");
}

/** Without style sheets, and with each `style` under another name: the content policy refuses both as they come. */
export function withoutStyles(html: string): string {
  return html.replace(SHEETS, "").replace(/(<[a-z][^<>]*?\s)style(\s*=)/gi, "$1data-style$2");
}

/** What the styles of pasted words say counts again, set by a script, which the policy allows. */
export function styled(dom: ParentNode): void {
  for (const one of dom.querySelectorAll<HTMLElement>("[data-style]")) one.style.cssText = one.dataset.style as string;
}

/** Whether the words are in a code of the nineties (TCVN3, VNI), which only the importer reads. */
export function isOldCode(html: string): boolean {
  const words = html.replace(SHEETS, "");
  return OLD_FONT.test(words) || (OLD_FONT.test(html) && OLD_SIGNS.test(words.replace(/<[^>]*>/g, "")));
}
