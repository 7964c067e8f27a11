/** Name of the file that says which timeline another one left, and where. */
export const historyName = /^[0-9A-F]{8}\.history$/;

/** Segments that share the middle part of their names. */
const perPart = (segmentBytes: number): number => 2 ** 32 / segmentBytes;

/** Number of a segment on any timeline, from its name. */
export function segmentNumber(name: string, segmentBytes: number): number {
  return Number.parseInt(name.slice(8, 16), 16) * perPart(segmentBytes) + Number.parseInt(name.slice(16), 16);
}

/** Names of the segments from one to another of the same timeline, both included. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): readonly string[] {
  const from = segmentNumber(first, segmentBytes);
  const hex = (number: number): string => number.toString(16).toUpperCase().padStart(8, '0');
  const nameOf = (number: number): string => {
    const inPart = number % perPart(segmentBytes);
    return `${first.slice(0, 8)}${hex((number - inPart) / perPart(segmentBytes))}${hex(inPart)}`;
  };
  return Array.from({ length: segmentNumber(last, segmentBytes) - from + 1 }, (_, at) => nameOf(from + at));
}
