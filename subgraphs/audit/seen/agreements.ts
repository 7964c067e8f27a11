import { type DecodedEntry, decodeEntry, isHeaderless } from '../../../auditlog/entry/decode.js';
import { holdings } from '../../../policy/rules/ofAsked.js';
import { damaged, type SealedRow } from '../bodies.js';
import { findActs } from '../requests/requestRepository.js';
import type { Reading } from './looks.js';
import { findAgreed, readSealed } from './seenRepository.js';
import { category } from './subject.js';

/** When the request showed what to its officer. */
interface Ask {
  readonly at: string;
  readonly ids: readonly string[];
}

/**
 * Agencies that agreed, as the log says in clear, that purpose and month of their looks are told to the viewer's agency for this
 * request; sorted. An agreement is for the person whom the request was about when it was given: it counts where all that was found
 * now had been found before, or an officer could ask for somebody else under the same id.
 *
 * @throws PortcullisError INTERNAL for a damaged entry; SOURCE_UNAVAILABLE where keys are out of reach
 */
export async function findAgreeing(reading: Reading): Promise<readonly string[]> {
  const { session, subject } = reading;
  const given = decoded(await findAgreed(session, subject.request)).flatMap(([, { header }]) => {
    const { kind, at, agency, subjectRequest, subjectAgency } = header;
    const isAgreement = kind === 'SUBJECT_AGREED' && subjectRequest === subject.request;
    if (isAgreement && subjectAgency === session.facts.viewer.agency && agency !== null) return [{ agency, at }];
    return [];
  });
  if (given.length === 0) return [];
  const asks = await readAsks(reading);
  const agreeing = given.filter(({ at }) => {
    const known = new Set(asks.flatMap((ask) => (ask.at <= at ? ask.ids : [])));
    return subject.found.every((id) => known.has(id));
  });
  return [...new Set(agreeing.map(({ agency }) => agency))].sort();
}

/** What the viewer's agency found under the request so far; namesakes are not found. */
async function readAsks({ session, subject, bodies }: Reading): Promise<readonly Ask[]> {
  const wanted = { agencies: [session.facts.viewer.agency], request: subject.request, open: null, limit: 1 };
  const acts = decoded(await findActs(session, wanted));
  const asked = acts.filter(
    ([, { header }]) => header.kind === 'SUBJECT_ASKED' && header.subjectRequest === subject.request,
  );
  const rows = decoded(
    await readSealed(
      session,
      asked.map(([row]) => row),
    ),
  );
  await bodies.prepare(rows.map(([row]) => row));
  return rows.map(([row, entry]) => {
    const groups = (row.sealed && bodies.read(row, row.sealed, entry)?.disclosed) || [];
    const found = groups.filter(({ categories }) => categories.some((each) => each !== holdings && each !== category));
    return { at: entry.header.at, ids: found.flatMap(({ ids }) => ids) };
  });
}

function decoded(rows: readonly SealedRow[]): readonly (readonly [SealedRow, DecodedEntry])[] {
  return rows
    .filter((row) => !isHeaderless(row))
    .map((row) => {
      const entry = decodeEntry(row);
      if (!entry) throw damaged(row);
      return [row, entry] as const;
    });
}
