import { decide } from '../../decide.js';
import type { Policy } from '../../policy.js';
import type { Check, Stated } from '../cases.js';
import { withModels } from '../models.js';
import { wordsOnOperation } from '../operationWords.js';
import { isWholeAsStated } from '../rights.js';
import type { RightsRow } from '../shapes.js';
import { wordsOnAgency } from '../words.js';
import type { Mutant } from './mutant.js';

/** All that sentences state of a policy. */
export interface AllStated {
  readonly cases: readonly Stated[];
  readonly rights: readonly (Stated & { readonly row: RightsRow })[];
  readonly roles: readonly Stated[];
}

/** Tells whether some written case fails under a change. What fails without one tells nothing. */
export function createCaseWatch(policy: Policy, { cases, rights, roles }: AllStated): (mutant: Mutant) => boolean {
  const { agencies: models } = withModels(policy);
  const holding = (stated: readonly Stated[]): readonly Check[] => {
    const all = { ...policy, agencies: models };
    return stated.flatMap(({ checks }) => checks).filter((check) => holds(all, check));
  };
  const ofSentences = holding([...rights, ...roles]);
  const ofCategory = groupBy(ofSentences, ({ category }) => category);
  const ofRole = groupBy(ofSentences, ({ facts }) => facts.viewer.role);
  const single = holding(cases);
  const rows = rights.map(({ row }) => row).filter((row) => isWholeAsStated(policy, row));
  return ({ policy: changed, category, agencyKind, focus }) => {
    const mayDiffer = ({ facts }: Check): boolean => agencyKind === undefined || facts.viewer.kind === agencyKind;
    const all = { ...changed, agencies: { ...models, ...changed.agencies } };
    const [role] = focus.roles ?? [];
    const ofRows = category !== null ? ofCategory.get(category) : role !== undefined ? ofRole.get(role) : [];
    return (
      rows.some((row) => row.category === category && !isWholeAsStated(changed, row)) ||
      (ofRows ?? []).some((check) => mayDiffer(check) && !holds(all, check)) ||
      single.some(
        (check) => mayDiffer(check) && (category === null || check.category === category) && !holds(all, check),
      )
    );
  };
}

function holds(policy: Policy, { facts, category, envelope, expect }: Check): boolean {
  return decide(policy, facts, category, envelope).effect === expect.effect;
}

/** Tells whether some sentence that is made of the policy is another under a change. */
export function createWordWatch(policy: Policy): (mutant: Mutant) => boolean {
  const ids = Object.keys(policy.agencies);
  const before = new Map<string, string>();
  return ({ policy: changed, kind, agencies, focus }) => {
    const differs = (about: string, wordsOf: (of: Policy) => readonly string[]): boolean => {
      const key = JSON.stringify([about, focus]);
      const was = before.get(key) ?? wordsOf(policy).join('\n');
      before.set(key, was);
      return was !== wordsOf(changed).join('\n');
    };
    const of = agencies ?? ids;
    if (kind !== 'operation') return of.some((id) => differs(id, (each) => wordsOnAgency(each, id, focus)));
    const operation = policy.operations.find((each) => !changed.operations.includes(each));
    return (
      operation !== undefined &&
      differs(`${operation.id} ${of.join()}`, (each) => wordsOnOperation(each, operation, of, focus))
    );
  };
}

/** Lists of what has the same key, in the order of their first. */
export function groupBy<Value>(
  list: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of list) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
