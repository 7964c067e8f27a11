import { mayOriginate } from '../../policy/mayOriginate.js';
import type { Policy } from '../../policy/policy.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import type { SourceRecord } from '../records/record.js';
import type { Defect } from '../records/validate.js';

const isLinkKey = new RegExp(linkKeyPattern);

/** Who delivers, and into which source. */
export interface Claimant {
  readonly policy: Policy;
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Empty where each record states its own agency, which must originate the source. */
  readonly originator: string;
}

/**
 * Finds what a record claims that is not its originator's to say: a file that holds records of any kind could otherwise
 * speak for others.
 *
 * - Another agency: the record could take the place of what that agency has stated.
 * - An entry of another source's code list: everybody reads codes, and would take this one for the list's.
 * - The key of a link that another record asserts: that link would have no place.
 * - A joint operation that policy does not list, or of which the originator is no member: its public id is policy's.
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
