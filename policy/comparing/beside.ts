import type { Policy } from '../policy.js';
import { ofForeignSources } from './foreignLabels.js';
import type { Both } from './records.js';
import { ofTrials } from './trialNumbers.js';

/** What two policies say differently beside who gets what of a category: in sentences. */
export interface Beside {
  /** Sentences that let somebody see more. */
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  /** Sentences that change no decision. */
  readonly also: readonly string[];
}

/** Compares masks, what is shown only as a whole, and everything else that a policy says. */
export function besideDecisions([before, after]: Both<Policy>): Beside {
  const gains: string[] = [];
  const losses: string[] = [];
  const foreign = ofForeignSources([before, after]);
  const trials = ofTrials([before, after]);
  const protectedHits = ofProtectedHits([before, after]);
  for (const [domain, mask] of Object.entries(after.masks)) {
    const was = before.masks[domain as keyof Policy['masks']];
    if (was === mask) continue;
    const list = was === 'none' ? gains : losses;
    list.push(
      `MASKED of ${domain} shows ${mask === 'none' ? 'nothing' : `its ${mask}`}, where it showed ${was === 'none' ? 'nothing' : `its ${was}`}.`,
    );
  }
  for (const [category, row] of Object.entries(after.categories)) {
    const was = before.categories[category];
    if (!was || was.whole === row.whole) continue;
    const what = row.whole ? 'only where all that the record holds may be' : 'whatever else the record holds';
    (row.whole ? losses : gains).push(`${category} is shown ${what}.`);
  }
  return {
    gains: [...gains, ...protectedHits.gains, ...trials.gains, ...foreign.gains],
    losses: [...losses, ...protectedHits.losses, ...trials.losses, ...foreign.losses],
    also: [...ofPurposes(before, after), ...ofAgencies(before, after), ...ofRows(before, after)],
  };
}

/** Who is told of protected records under one policy and not under the other: by a right, or as a kind that has it. */
function ofProtectedHits([before, after]: Both<Policy>): Pick<Beside, 'gains' | 'losses'> {
  const toldBy = ({ agencies, protectedHits }: Policy): readonly string[] =>
    Object.values(agencies).flatMap(({ id, kind }) => (protectedHits.some((row) => row.kind === kind) ? [id] : []));
  const [was, is] = [toldBy(before), toldBy(after)];
  const what = 'told by a number of protected records of which it sees nothing';
  return {
    gains: is.filter((id) => !was.includes(id)).map((id) => `${id} is ${what}, and was not.`),
    losses: was.filter((id) => !is.includes(id)).map((id) => `${id} is no longer ${what}.`),
  };
}

function ofPurposes({ purposes: before }: Policy, { purposes: after }: Policy): readonly string[] {
  return Object.entries(after).flatMap(([purpose, row]) =>
    (['caseReference', 'justification'] as const)
      .filter((demand) => before[purpose as keyof Policy['purposes']][demand] !== row[demand])
      .map((demand) => {
        const what = demand === 'caseReference' ? 'a case reference' : 'a justification';
        return `${purpose} demands ${what} ${row[demand] ? 'now' : 'no more'}.`;
      }),
  );
}

/** What of an agency says who may speak for it, and what it may bring in. */
const ofIdentity = ['name', 'contact', 'originates', 'issuers', 'clientCertificates', 'caseReference'] as const;

function ofAgencies({ agencies: before }: Policy, { agencies: after }: Policy): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id) => {
    const [was, is] = [before[id], after[id]];
    if (!was || !is) return [`${id} is ${is ? 'new' : 'gone'}.`];
    const changed = ofIdentity.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
    return changed.length === 0 ? [] : [`${id}: changed in ${changed.join(', ')}.`];
  });
}

/** What of a row and an operation is for people. */
const ofPeople = ['meaning', 'owner', 'basis', 'note', 'approval', 'validity', 'name'] as const;

function ofRows(before: Policy, after: Policy): readonly string[] {
  const rowsOf = ({ categories, operations, protectedHits }: Policy) =>
    new Map<string, object>([
      ...Object.entries(categories),
      ...operations.map((each) => [each.id, each] as const),
      ...protectedHits.map((each) => [`protectedHits of ${each.kind}`, each] as const),
    ]);
  const [one, other] = [rowsOf(before), rowsOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const [was, is] = [one.get(name), other.get(name)] as readonly (Partial<Record<string, unknown>> | undefined)[];
    if (!was || !is) return [`The row ${name} is ${is ? 'new' : 'gone'}.`];
    const changed = ofPeople.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
    return changed.length === 0 ? [] : [`The row ${name}: changed in ${changed.join(', ')}.`];
  });
}
