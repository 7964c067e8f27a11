import type { Draft } from '../../../../subject/index.js';

type Approval = NonNullable<Draft['textsApprovedBy']>;

/** Somebody with an address; null where neither is stated. */
export function pairOf(name: string, contact: string): Draft['court'] {
  return name === '' && contact === '' ? null : { name, contact };
}

/** Who approved the texts, with one part of it changed; null where nothing of it is stated: the letter is marked as a proposal. */
export function textsApproval(now: Draft['textsApprovedBy'], more: Partial<Approval>): Draft['textsApprovedBy'] {
  const next = { by: '', on: '', reference: '', ...now, ...more };
  return Object.values(next).every((text) => text === '') ? null : next;
}
