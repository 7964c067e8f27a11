import type { Answer } from './worlds.js';

/** Members that are another text each time, and tell by which others they are equal to alone. */
const ofOneAnswer = new Set(['id', 'cursor', 'startCursor', 'endCursor']);

/** Members that are of the request, whatever it asks. */
const ofRequest = new Set(['requestId', 'audit']);

/** An answer without ids, cursors and receipts: ids and cursors become their place among those of the answer. */
export function withoutIds({ status, body }: Answer): string {
  const places = new Map<string, string>();
  const text = JSON.stringify(body, (name, value: unknown) => {
    if (ofRequest.has(name)) return undefined;
    if (typeof value !== 'string' || !ofOneAnswer.has(name)) return value;
    const place = places.get(value) ?? `the ${places.size + 1}th`;
    places.set(value, place);
    return place;
  });
  return `${status} ${text}`;
}
