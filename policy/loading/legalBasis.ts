import type { LegalBasis, Policy, TimeBox } from '../policy.js';

/** Days before the end of a row's validity from which the operator is warned. */
const noticeDays = 30;
const dayMs = 86_400_000;

/** The acts on which a row rests, and its note, in words. */
export function basisInWords({ basis, note }: LegalBasis): string {
  const acts = basis.map(({ act, article, on }) => {
    const where = article === undefined ? '' : `, Article ${article}`;
    return `${act}${where}${on === undefined ? '' : ` (${on})`}`;
  });
  return [`${acts.join('; ')}.`, ...(note === undefined ? [] : [note])].join(' ');
}

/** Rows and operations that end within thirty days, and rows not valid at an instant; one line each, for the operator. */
export function validityWarnings({ categories, operations }: Policy, asOf: Date): readonly string[] {
  const rows = Object.values(categories).flatMap(({ category, owner, validity }) => {
    const state = validity && (outside(validity, asOf) ?? ending(validity, asOf));
    return state ? [`the row ${category} of the policy ${state} is NONE for everybody; its owner is ${owner}`] : [];
  });
  const grants = operations.flatMap(({ name, owner, ...box }) => {
    const state = outside(box, asOf) ? null : ending(box, asOf);
    return state ? [`${name} ${state} grants nothing; its owner is ${owner}`] : [];
  });
  return [...rows, ...grants];
}

function outside({ from, to }: TimeBox, asOf: Date): string | null {
  if (Date.parse(to) <= asOf.getTime()) return `ended at ${to}: since then it`;
  return Date.parse(from) > asOf.getTime() ? `begins at ${from}: until then it` : null;
}

function ending({ to }: TimeBox, asOf: Date): string | null {
  const days = Math.ceil((Date.parse(to) - asOf.getTime()) / dayMs);
  return days > noticeDays ? null : `ends at ${to}, in ${days} days: from then on it`;
}
