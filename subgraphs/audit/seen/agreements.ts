import { holdings } from '../../../policy/rules/ofAsked.js';
import { decoded, readAsks } from '../requests/asks.js';
import type { Reading } from './looks.js';
import { findAgreed } from './seenRepository.js';
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
  const asks = await readFound(reading);
  const agreeing = given.filter(({ at }) => {
    const known = new Set(asks.flatMap((ask) => (ask.at <= at ? ask.ids : [])));
    return subject.found.every((id) => known.has(id));
  });
  return [...new Set(agreeing.map(({ agency }) => agency))].sort();
}

/** What the viewer's agency found under the request so far; namesakes are not found. */
async function readFound({ session, subject: { request }, bodies }: Reading): Promise<readonly Ask[]> {
  const { asks } = await readAsks(session, bodies, { agency: session.facts.viewer.agency, request });
  return asks.map(({ header: { at }, body }) => {
    const groups = body?.disclosed ?? [];
    const found = groups.filter(({ categories }) => categories.some((each) => each !== holdings && each !== category));
    return { at, ids: found.flatMap(({ ids }) => ids) };
  });
}
