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

/** "thứ Sáu 27/11" from "2026-11-27". */
export function weekday(iso: string): string {
  const time = new Date(`${iso}T12:00`);
  return Number.isNaN(time.valueOf()) ? iso : `${WEEKDAYS[time.getDay()]} ${day(iso).slice(0, 5)}`;
}
