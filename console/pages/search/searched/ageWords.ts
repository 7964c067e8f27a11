import { searchTexts } from '../../../texts/search.js';

const { minutes, hours, days } = searchTexts.age;

/** An age in one unit, rounded down: `3 d`. */
export function ageWords(seconds: number): string {
  const inHours = Math.floor(seconds / 3600);
  if (inHours < 1) return `${Math.floor(seconds / 60)} ${minutes}`;
  return inHours < 48 ? `${inHours} ${hours}` : `${Math.floor(inHours / 24)} ${days}`;
}
