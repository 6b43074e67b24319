// Days as people read them, 20/11/2026, in fields whose file has them as 2026-11-20; the file keeps its own way.
const FILED = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(\+07:00)?)?$/;
const TYPED = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?:,?\s+(\d{1,2})[:hg](\d\d))?\s*$/;

export const isFiled = (text: string): boolean => FILED.test(text);

/** "20/11/2026" and "18/11/2026 17:30"; a text that is written otherwise as it is. */
export const asRead = (text: string): string =>
  text.replace(FILED, (_, year, month, date, time) => `${date}/${month}/${year}${time ? ` ${time}` : ""}`);

/**
 * What is typed as the file says such days.
 * @param filed what the file says, or said before, as 2026-11-20
 * @returns the text as it is where it is no whole day, or none of the calendar: the program says what is wrong with it
 */
export function asFiled(text: string, filed: string): string {
  if (text === asRead(filed)) return filed;
  const [, date = "", month = "", year, hour, minute] = TYPED.exec(text) ?? [];
  const [, , , , time, zone = ""] = FILED.exec(filed) ?? [];
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = hour ? `${hour.padStart(2, "0")}:${minute}` : "";
  // A day that is in no calendar is another one, or none.
  const known = new Date(`${day}T${at || "12:00"}Z`).getUTCDate() === Number(date);
  return !known || !time !== !at ? text : at ? `${day}T${at}${zone}` : day;
}
