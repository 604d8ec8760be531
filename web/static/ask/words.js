// Words put into the page, and names of places.

import { page, currentLanguage } from "../text.js";

/** What a place is called, or its id when the page does not know it. */
export function placeName(id) {
  const found = page.places.find((place) => place.id === id);
  return found ? found[currentLanguage()] : id;
}

/** The places other than the whole country. */
export const localPlaces = () => page.places.filter((place) => place.id.includes("-"));

/** Whether some words name a place themselves. */
export function namesPlace(text) {
  const folded = text.toLowerCase();
  return localPlaces().some(({ zh, en }) => [zh, en.toLowerCase()].some((name) => folded.includes(name)));
}

const asked = page.follow_up.map((pattern) => new RegExp(pattern));

/** Whether a question goes back to the one before it, as the server sees it. */
export const isFollowUp = (text) => asked.some((pattern) => pattern.test(text.trim().toLowerCase()));
