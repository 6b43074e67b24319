// Dates and times in Vietnamese.
const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

/** "14:02" from what the program says; a text that is no time is returned as it is. */
export function clock(moment: string): string {
  const time = new Date(moment);
  if (Number.isNaN(time.valueOf())) return moment;
  return `${time.getHours().toString().padStart(2, "0")}:${time.getMinutes().toString().padStart(2, "0")}`;
}

/** "27/11/2026" from "2026-11-27". */
export function day(iso: string): string {
  const [year, month, date] = iso.split("-");
  return date ? `${date}/${month}/${year}` : iso;
}

/** "2026-11-27" from "27/11/2026"; another text as it is, for the program to refuse. */
export function isoDay(text: string): string {
  const found = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(text);
  return found ? `${found[3]}-${(found[2] ?? "").padStart(2, "0")}-${(found[1] ?? "").padStart(2, "0")}` : text;
}

/** "thứ Sáu" from "2026-11-27"; nothing from what is no day. */
export const weekdayName = (iso: string): string => WEEKDAYS[new Date(`${iso}T12:00`).getDay()] ?? "";

/** "thứ Sáu 27/11" from "2026-11-27". */
export function weekday(iso: string): string {
  const name = weekdayName(iso);
  return name ? `${name} ${day(iso).slice(0, 5)}` : iso;
}
