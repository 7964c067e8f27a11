import type { Footing, Policy, TimeBox } from '../policy.js';

/** Days before its end from which a row is told of. */
const noticeDays = 30;
const dayMs = 86_400_000;

/** The acts on which a row rests, and what is to be known beside, in words. */
export function basisInWords({ basis, note }: Footing): string {
  const acts = basis.map(({ act, article, on }) => {
    const where = article === undefined ? '' : `, Article ${article}`;
    return `${act}${where}${on === undefined ? '' : ` (${on})`}`;
  });
  return [`${acts.join('; ')}.`, ...(note === undefined ? [] : [note])].join(' ');
}

/** Rows and operations that end within thirty days, and rows that do not hold at an instant; one line each, for the operator. */
export function validityWarnings({ categories, operations }: Policy, asOf: Date): readonly string[] {
  const rows = Object.values(categories).flatMap(({ category, owner, validity }) => {
    const said = validity && outOfTime(validity, asOf, 'is NONE for everybody');
    return said ? [`the row ${category} of the policy ${said}; its owner is ${owner}`] : [];
  });
  const ending = operations.flatMap(({ name, owner, ...box }) => {
    const said = isOver(box, asOf) ? null : outOfTime(box, asOf, 'grants nothing');
    return said?.startsWith('ends') ? [`${name} ${said}; its owner is ${owner}`] : [];
  });
  return [...rows, ...ending];
}

function isOver({ to }: TimeBox, asOf: Date): boolean {
  return Date.parse(to) <= asOf.getTime();
}

function outOfTime(box: TimeBox, asOf: Date, then: string): string | null {
  const left = Date.parse(box.to) - asOf.getTime();
  if (left <= 0) return `has ended at ${box.to}: since then it ${then}`;
  if (Date.parse(box.from) > asOf.getTime()) return `begins at ${box.from}: until then it ${then}`;
  if (left > noticeDays * dayMs) return null;
  return `ends at ${box.to}, in ${Math.ceil(left / dayMs)} days: from then on it ${then}`;
}
