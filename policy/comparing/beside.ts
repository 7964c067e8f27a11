import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import { ofForeignSources } from './foreignLabels.js';
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
  const shown = (mask: string): string => (mask === 'none' ? 'nothing' : `its ${mask}`);
  for (const [domain, mask] of Object.entries(after.masks)) {
    const was = before.masks[domain as keyof Policy['masks']];
    if (was === mask) continue;
    const list = was === 'none' ? gains : losses;
    list.push(`MASKED of ${domain} shows ${shown(mask)}, where it showed ${shown(was)}.`);
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
const ofIdentity = ['name', 'contact', 'originates', 'issuers', 'clientCertificates', 'caseReference'];
/** What of a row and an operation is for people. */
const ofPeople = ['meaning', 'owner', 'basis', 'note', 'approval', 'validity', 'name'];

function ofAgencies(before: Policy, after: Policy): readonly string[] {
  return changedAmong([before.agencies, after.agencies], ofIdentity, (id) => id);
}

function ofRows(before: Policy, after: Policy): readonly string[] {
  const rowsOf = ({ categories, operations, protectedHits }: Policy): Named => ({
    ...categories,
    ...Object.fromEntries(operations.map((each) => [each.id, each])),
    ...Object.fromEntries(protectedHits.map((each) => [`protectedHits of ${each.kind}`, each])),
  });
  return changedAmong([rowsOf(before), rowsOf(after)], ofPeople, (name) => `The row ${name}`);
}

type Named = Readonly<Record<string, object>>;

/** Sentences on which of the things that have names are new, gone, or changed in what is looked at. */
function changedAmong([before, after]: Both<Named>, keys: readonly string[], call: (name: string) => string) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]] as readonly (Readonly<Record<string, unknown>> | undefined)[];
    if (!was || !is) return [`${call(name)} is ${is ? 'new' : 'gone'}.`];
    const changed = was === is ? [] : keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
    return changed.length === 0 ? [] : [`${call(name)}: changed in ${changed.join(', ')}.`];
  });
}
