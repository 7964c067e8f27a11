import { mayOriginate } from '../../policy/mayOriginate.js';
import type { Policy } from '../../policy/policy.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import type { SourceRecord } from '../records/record.js';
import type { Defect } from '../records/validate.js';

const isLinkKey = new RegExp(linkKeyPattern);

/** For whom a delivery is ingested, and into which source. */
export interface Claimant {
  readonly policy: Policy;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Empty where each record states its own, which must originate the source. */
  readonly originator: string;
}

/**
 * What a record claims that is not its originator's to say, whatever it is delivered as: a file that holds records of any
 * kind could otherwise speak for others.
 *
 * - another agency: the record would be that one's own, and could take the place of what it has stated;
 * - an entry of a code list of another source: everybody reads codes, and would be shown this one as the list's;
 * - the key of a link that another record asserts: that one's link would have no place;
 * - a joint operation that policy does not have, or whose member the originator is not: its public id is policy's.
 */
export function findForeignClaim(record: SourceRecord, claimant: Claimant): Defect | null {
  const { policy, source } = claimant;
  const originator = record.envelope?.originator ?? claimant.originator;
  const mayState =
    claimant.originator === '' ? mayOriginate(policy, originator, source) : originator === claimant.originator;
  if (!mayState) return { field: 'originator', reason: 'originator.other' };
  if (record.kind === 'code' && !isOfList(record.list, record.sourceRef, source)) {
    return { field: 'list', reason: 'list.ofAnotherSource' };
  }
  if (record.kind === 'relation' || record.kind === 'interest') {
    return isLinkKey.test(record.sourceRef) ? { field: 'sourceRef', reason: 'key.ofALink' } : null;
  }
  if (record.kind !== 'jointOperation') return null;
  const operation = policy.operations.find(({ id }) => id === record.sourceRef);
  if (operation?.members.includes(originator)) return null;
  return { field: 'sourceRef', reason: 'operation.ofOthers' };
}

/** The lists of a source have its name or begin with it, and their entries' keys begin with theirs. */
function isOfList(list: string, sourceRef: string, source: string): boolean {
  return (list === source || list.startsWith(`${source}-`)) && sourceRef.startsWith(`${list}/`);
}
