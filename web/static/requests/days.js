// Days and times of day she may suggest: big, few, and said as people say them.

import { t } from "../text.js";

const PARTS = { morning: "09:00", afternoon: "14:00", evening: "18:00" };
const DAYS = 8;
const AHEAD_MS = 2.5 * 3600 * 1000;

const two = (number) => String(number).padStart(2, "0");
const dateOf = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

/** The next days on which there is time left, as {date, words}. */
export function days(now) {
  return Array.from({ length: DAYS }, (_, n) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + n);
    return { date: dateOf(day), words: nameOf(day, n) };
  }).filter((day) => parts(day.date, now).length);
}

/** The times of a day that are far enough ahead, as {at, words}. */
export function parts(date, now) {
  return Object.keys(PARTS)
    .map((part) => ({ at: `${date}T${PARTS[part]}`, words: t(`part.${part}`) }))
    .filter((time) => new Date(time.at).getTime() > now.getTime() + AHEAD_MS);
}

/** Whether a proposed time still lies ahead. */
export const ahead = (at, now) => new Date(at).getTime() > now.getTime();

function nameOf(day, n) {
  const near = ["day.today", "day.tomorrow", "day.after"][n];
  const date = t("day.date", { month: day.getMonth() + 1, day: day.getDate(), weekday: t("weekdays")[day.getDay()] });
  return near ? `${t(near)} ${date}` : date;
}
