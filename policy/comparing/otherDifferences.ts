import { exportPurposes } from '../exportRight.js';
import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import { ofForeignSources } from './foreignLabels.js';
import { ofSubjectRequests } from './subjectRequests.js';
import { ofTrials } from './trialNumbers.js';

/** How two policies differ other than in who gets what of a category, in sentences. */
export interface OtherDifferences {
  /** Sentences that let somebody see more. */
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  /** Sentences that change no decision. */
  readonly also: readonly string[];
}

/**
 * Compares masks, categories shown only as a whole, protected hits, exports, trials, answers to persons, foreign labels and
 * everything else in a policy.
 */
export function findOtherDifferences([before, after]: Both<Policy>): OtherDifferences {
  const gains: string[] = [];
  const losses: string[] = [];
  const foreign = ofForeignSources([before, after]);
  const trials = ofTrials([before, after]);
  const protectedHits = ofProtectedHits([before, after]);
  const exports = ofExports([before, after]);
  const subjects = ofSubjectRequests([before, after]);
  const shown = (mask: string): string => (mask === 'none' ? 'nothing' : `its ${mask}`);
  for (const [domain, mask] of Object.entries(after.masks)) {
    const was = before.masks[domain as keyof Policy['masks']];
    if (was === mask) continue;
    const list = was === 'none' ? gains : losses;
    list.push(`MASKED of ${domain} shows ${shown(mask)}; it showed ${shown(was)}.`);
  }
  for (const [category, row] of Object.entries(after.categories)) {
    const was = before.categories[category];
    if (!was || was.whole === row.whole) continue;
    const what = row.whole ? 'only where everything the record holds may be shown' : 'whatever else the record holds';
    (row.whole ? losses : gains).push(`${category} is shown ${what}.`);
  }
  return {
    gains: [...gains, ...protectedHits.gains, ...exports.gains, ...trials.gains, ...subjects.gains, ...foreign.gains],
    losses: [
      ...losses,
      ...protectedHits.losses,
      ...exports.losses,
      ...trials.losses,
      ...subjects.losses,
      ...foreign.losses,
    ],
    also: [...ofPurposes(before, after), ...ofAgencies(before, after), ...subjects.also, ...ofRows(before, after)],
  };
}

/** Agencies that learn of protected records under one policy and not under the other. */
function ofProtectedHits([before, after]: Both<Policy>): Pick<OtherDifferences, 'gains' | 'losses'> {
  const toldBy = ({ agencies, protectedHits }: Policy): readonly string[] =>
    Object.values(agencies).flatMap(({ id, kind }) => (protectedHits.some((row) => row.kind === kind) ? [id] : []));
  const [was, is] = [toldBy(before), toldBy(after)];
  const what = 'told by a number of protected records of which it sees nothing';
  return {
    gains: is.filter((id) => !was.includes(id)).map((id) => `${id} is ${what}, and was not.`),
    losses: was.filter((id) => !is.includes(id)).map((id) => `${id} is no longer ${what}.`),
  };
}

/** Roles of agencies that may take answers along for a purpose under one policy and not under the other. */
function ofExports([before, after]: Both<Policy>): Pick<OtherDifferences, 'gains' | 'losses'> {
  const exporters = (policy: Policy): readonly string[] =>
    Object.keys(policy.agencies).flatMap((id) =>
      exportPurposes(policy, id).flatMap(([role, purposes]) =>
        purposes.map((purpose) => `${id} as ${role}|${purpose}`),
      ),
    );
  const [was, is] = [exporters(before), exporters(after)];
  const sentence = (who: string, may: string): string => `${who.replace('|', ` ${may} answers for `)}.`;
  return {
    gains: is.filter((who) => !was.includes(who)).map((who) => sentence(who, 'may now export')),
    losses: was.filter((who) => !is.includes(who)).map((who) => sentence(who, 'may no longer export')),
  };
}

function ofPurposes({ purposes: before }: Policy, { purposes: after }: Policy): readonly string[] {
  return Object.entries(after).flatMap(([purpose, row]) =>
    (['caseReference', 'justification'] as const)
      .filter((demand) => before[purpose as keyof Policy['purposes']][demand] !== row[demand])
      .map((demand) => {
        const what = demand === 'caseReference' ? 'a case reference' : 'a justification';
        return `${purpose} ${row[demand] ? 'now demands' : 'no longer demands'} ${what}.`;
      }),
  );
}

/** Members of an agency that say who may speak for it, and what it may enter. */
const ofIdentity = [
  'name',
  'contact',
  'originates',
  'issuers',
  'clientCertificates',
  'clients',
  'caseReference',
  'subjectRequests',
];
/** Members of a row and an operation that are for people. */
const ofPeople = ['meaning', 'owner', 'basis', 'note', 'approval', 'validity', 'name'];

function ofAgencies(before: Policy, after: Policy): readonly string[] {
  return changedAmong([before.agencies, after.agencies], ofIdentity, (id) => id);
}

function ofRows(before: Policy, after: Policy): readonly string[] {
  const rowsOf = ({ categories, operations, protectedHits, exports }: Policy): Named => ({
    ...categories,
    ...Object.fromEntries(operations.map((each) => [each.id, each])),
    ...Object.fromEntries(protectedHits.map((each) => [`protectedHits of ${each.kind}`, each])),
    ...Object.fromEntries(exports.map((each) => [`exports of ${each.roles} for ${each.purposes}`, each])),
  });
  return changedAmong([rowsOf(before), rowsOf(after)], ofPeople, (name) => `The row ${name}`);
}

type Named = Readonly<Record<string, object>>;

/** One sentence for each named thing that is new, gone, or changed in one of the keys. */
function changedAmong([before, after]: Both<Named>, keys: readonly string[], call: (name: string) => string) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]] as readonly (Readonly<Record<string, unknown>> | undefined)[];
    if (!was || !is) return [`${call(name)} is ${is ? 'new' : 'gone'}.`];
    const changed = was === is ? [] : keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
    return changed.length === 0 ? [] : [`${call(name)}: changed in ${changed.join(', ')}.`];
  });
}
