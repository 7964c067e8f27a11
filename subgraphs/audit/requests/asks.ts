import { type DecodedEntry, decodeEntry, isHeaderless } from '../../../auditlog/entry/decode.js';
import type { EntryHeader, ReadBody } from '../../../auditlog/types.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Bodies, damaged, type SealedRow } from '../bodies.js';
import { readSealed } from '../seen/seenRepository.js';
import { findActs } from './requestRepository.js';

/** An entry in which a request was asked. */
export interface LoggedAsk {
  readonly header: EntryHeader;
  /** Null where it was erased. */
  readonly body: ReadBody | null;
}

/**
 * How often an agency asked under a request, and whether it answered. Two statements, and one for the keys of each log.
 *
 * @throws PortcullisError INTERNAL for a damaged entry; SOURCE_UNAVAILABLE where keys are out of reach
 */
export async function readAsks(
  session: Pick<SourceSession, 'db'>,
  bodies: Bodies,
  { agency, request }: { readonly agency: string; readonly request: string },
): Promise<{ readonly asks: readonly LoggedAsk[]; readonly isAnswered: boolean }> {
  const found = decoded(await findActs(session, { agencies: [agency], request, open: null, limit: 1 }));
  const acts = found.filter(([, { header }]) => header.subjectRequest === request);
  const asked = acts.flatMap(([row, { header }]) => (header.kind === 'SUBJECT_ASKED' ? [row] : []));
  const rows = decoded(await readSealed(session, asked));
  await bodies.prepare(rows.map(([row]) => row));
  const asks = rows.map(([row, entry]) => ({
    header: entry.header,
    body: row.sealed ? bodies.read(row, row.sealed, entry) : null,
  }));
  return { asks, isAnswered: acts.length > asked.length };
}

/** Rows with their entries, but for those of which only the leaf is left. @throws PortcullisError INTERNAL for a damaged one */
export function decoded(rows: readonly SealedRow[]): readonly (readonly [SealedRow, DecodedEntry])[] {
  return rows
    .filter((row) => !isHeaderless(row))
    .map((row) => {
      const entry = decodeEntry(row);
      if (!entry) throw damaged(row);
      return [row, entry] as const;
    });
}
