import type { DeliveryItem } from '../formats/format.js';
import type { InputFile } from '../input/inputFile.js';
import { toMemoryFile } from '../input/memoryFile.js';
import type { EnvelopeStatement } from '../records/base.js';
import type { Frame } from '../records/record.js';
import type { EnvelopeOptions } from '../rows/envelope/envelope.js';
import type { QuarantinedText } from './quarantineStore.js';

/** What a run must know of records that come out of quarantine. */
export interface Retried {
  /** They were refused because another record has their key: they change no stored record. */
  readonly repeated: boolean;
  /** What was around them in their file. */
  readonly frame: Frame;
  /** The line in their old file, by the line in the file that is read now. */
  lineOf(line: number): number;
}

/** Records in quarantine that can be read together, as a file of their format. */
export interface RetryGroup {
  readonly source: string;
  readonly originator: string;
  /** Envelope of the run that could not read them: read again, they are under no weaker one. */
  readonly envelope: EnvelopeOptions;
  readonly retried: Retried;
  readonly ids: readonly string[];
  readonly file: InputFile;
}

/**
 * Makes files of records in quarantine: those of one source, originator, envelope, file and surroundings become one file, in
 * their old order, under their old file's name.
 */
export function toRetryGroups(records: readonly QuarantinedText[]): RetryGroup[] {
  const groups = new Map<string, QuarantinedText[]>();
  for (const record of records) {
    const key = formOf(record);
    const known = groups.get(key);
    if (known) known.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].map((group) => {
    const [{ source, originator, envelope: stated, file, before, after, reason }] = group as [QuarantinedText];
    const newline = Buffer.from('\n');
    const bytes = Buffer.concat([
      ...(before === '' || before.endsWith('\n') ? [Buffer.from(before)] : [Buffer.from(before), newline]),
      ...group.flatMap(({ raw }) => [raw, newline]),
      Buffer.from(after),
    ]);
    const envelope = toOptions(originator, stated);
    const ids = group.map(({ id }) => id);
    const retried = { repeated: isRepeated(reason), frame: { before, after }, lineOf: toLineOf(before, group) };
    return { source, originator, envelope, retried, ids, file: toMemoryFile(file, bytes) };
  });
}

/** What records must have in common to be read together. */
export function formOf({ source, originator, envelope, file, before, after, reason }: QuarantinedText): string {
  return JSON.stringify([source, originator, envelope, file, before, after, isRepeated(reason)]);
}

/** Where a line of the new file was in the old one. */
function toLineOf(before: string, group: readonly QuarantinedText[]): (line: number) => number {
  let next = before === '' ? 1 : countLines(Buffer.from(before.replace(/\n$/, ''))) + 1;
  const starts = group.map(({ line, raw }) => {
    const start = next;
    next += countLines(raw);
    return { start, line };
  });
  return (line) => {
    const at = starts[countUpTo(starts, line) - 1];
    return at ? at.line + line - at.start : line;
  };
}

/** How many records start on this line or before it; a binary search, for a file may have a million of them. */
function countUpTo(starts: readonly { readonly start: number }[], line: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.start ?? line) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lines of a text, with the line feed that is put behind it. */
function countLines(text: Buffer): number {
  let lines = 1;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** An item of a retry at its place in the file that it came from. */
export function atOldPlace(item: DeliveryItem, { lineOf }: Retried): DeliveryItem {
  if (item.kind === 'reject') return { ...item, line: lineOf(item.line) };
  if (item.origin === undefined) return item;
  return { ...item, origin: { ...item.origin, line: lineOf(item.origin.line) } };
}

function isRepeated(reason: string): boolean {
  return reason.endsWith('.repeated') || reason === 'key.taken';
}

/** Options of a command that have the names of an envelope's members. */
const options = [
  ...['handlingNote', 'classification', 'expiresAt', 'dataSubjectCategory'],
  ...['releasableTo', 'hitTo', 'purposeLimits', 'caseReference'],
];

/** What a run stated, as a command states it. */
function toOptions(originator: string, { handlingCodes, ...others }: EnvelopeStatement): EnvelopeOptions {
  const stated = Object.entries(others).filter(([name, value]) => value != null && options.includes(name));
  return { originator, ...(handlingCodes ? { handling: handlingCodes } : {}), ...Object.fromEntries(stated) };
}
