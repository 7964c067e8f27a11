import { type DecodedEntry, decodeEntry, isHeaderless } from '../../../auditlog/entry/decode.js';
import { tokenKinds } from '../../../auditlog/entry/tokens.js';
import { type Period, searchTokens } from '../../../auditlog/store/tokenSearch.js';
import type { EntryHeader } from '../../../auditlog/types.js';
import type { Turns } from '../../kit/matching/turns.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Bodies, damaged, type SealedRow } from '../bodies.js';
import { lookAt, type SeenTold } from './lookAt.js';
import type { ToldLook } from './recipients.js';
import { type FoundPlace, type PlacedRow, readSealed } from './seenRepository.js';
import type { FoundSubject } from './subject.js';

/** What reading for one answer needs. */
export interface Reading {
  readonly session: SourceSession;
  readonly subject: FoundSubject;
  /** Those of the subject. */
  readonly ids: ReadonlySet<string>;
  readonly bodies: Bodies;
  readonly turns: Turns;
  /** Of the blind index. */
  readonly keys: readonly Uint8Array[];
}

/** The agency of entries that name none: those of refused strangers, and of operators. */
export const nobody = '';

/** How many bodies are in memory at once, and their bytes. */
const [fewBodies, fewBytes] = [250, 4_000_000];

/** The tokens of names, in entries of these periods that told so much of them. */
export async function tokensOf(
  { keys }: Pick<Reading, 'keys'>,
  periods: readonly Period[],
  names: readonly string[],
  told: readonly SeenTold[],
): Promise<Buffer> {
  return await searchTokens(
    keys,
    periods,
    told.map((amount) => tokenKinds[amount]),
    names,
  );
}

/**
 * Opens the entries at these places whose header allows it, a few at a time, and gives what they told of the person; none for those
 * that told nothing, were erased or have expired.
 *
 * @throws PortcullisError SOURCE_UNAVAILABLE where keys are out of reach; INTERNAL for a damaged entry
 */
export async function openLooks(reading: Reading, places: readonly FoundPlace[]): Promise<readonly ToldLook[]> {
  const looks: ToldLook[] = [];
  for (let from = 0, to = 0; from < places.length; from = to) {
    to = endOfFew(places, from);
    looks.push(...(await openFew(reading, await readSealed(reading.session, places.slice(from, to)))));
  }
  return looks;
}

async function openFew(reading: Reading, rows: readonly PlacedRow[]) {
  const { subject, ids, bodies, turns } = reading;
  const entries = new Map<SealedRow, DecodedEntry>();
  for (const row of rows) {
    await turns.next();
    if (isHeaderless(row)) continue;
    const entry = decodeEntry(row);
    if (!entry || (entry.header.agency ?? nobody) !== row.agency) throw damaged(row);
    if (mayBeOpened(reading, entry.header)) entries.set(row, entry);
  }
  await bodies.prepare([...entries.keys()], (row) => entries.get(row) ?? null);
  const looks: ToldLook[] = [];
  for (const [row, { header, ...rest }] of entries) {
    await turns.next();
    const body = row.sealed ? bodies.read(row, row.sealed, { header, ...rest }) : null;
    const isOwn = header.agency === subject.agency;
    const look = body && lookAt(body.disclosed, { agency: subject.agency, ids, isOwn });
    if (look) looks.push({ header, ...look });
  }
  return looks;
}

/**
 * Whether an entry may be opened: its clear header names the agency as one whose data it disclosed, or as the one that asked. The
 * officer's own looks under the request are left out: they answer the person.
 */
function mayBeOpened({ session, subject }: Reading, header: EntryHeader): boolean {
  const { kind, agency, originators, subjectRequest } = header;
  const isOfRequest = kind === 'SUBJECT_ASKED' && subjectRequest === subject.request;
  if (isOfRequest && agency === session.facts.viewer.agency) return false;
  return originators.includes(subject.agency) || agency === subject.agency;
}

/** The end of the places from one on whose bodies are opened together. */
function endOfFew(places: readonly FoundPlace[], from: number): number {
  let to = from;
  for (let bytes = 0; to < places.length && to - from < fewBodies && (to === from || bytes < fewBytes); to += 1)
    bytes += places[to]?.size ?? 0;
  return to;
}
