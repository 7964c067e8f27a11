/** Name of a segment of the write-ahead log: timeline, then number, in hexadecimal. */
export const segmentName = /^[0-9A-F]{24}$/;

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

/** Number of the segment in which a position of the log lies, such as `1/2000028`. */
export function segmentOf(lsn: string, segmentBytes: number): number {
  const [high = 0, low = 0] = lsn.split('/').map((part) => Number.parseInt(part, 16));
  return high * perPart(segmentBytes) + Math.floor(low / segmentBytes);
}
