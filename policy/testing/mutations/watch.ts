import type { Policy } from '../../policy.js';
import { holdings } from '../../rules/ofAsked.js';
import type { AgencyKind, Category, Role } from '../../types.js';
import { type Check, decided, type Stated } from '../cases.js';
import { withModels } from '../models.js';
import { wordsOnOperation } from '../operationWords.js';
import { otherFlag } from '../rights.js';
import type { RightsRow } from '../shapes.js';
import { wordsOnIdentity, wordsOnRights } from '../words.js';

/** Everything that is stated of a policy. */
export interface AllStated {
  readonly cases: readonly Stated[];
  readonly rights: readonly (Stated & { readonly row: RightsRow })[];
  readonly roles: readonly Stated[];
}

/** Whether something notices a policy that was changed in one word. */
export type Watch = (changed: Policy) => boolean;

/** Notices a change by a written case that then fails. Cases that fail without a change do not count. */
export function createCaseWatch(policy: Policy, { cases, rights, roles }: AllStated): Watch {
  const { agencies: models } = withModels(policy);
  const holding = (stated: readonly Stated[]): readonly Check[] => {
    const all = { ...policy, agencies: models };
    return stated.flatMap(({ checks }) => checks).filter((check) => holds(all, check));
  };
  const ofCases = holding(cases);
  const all = [...holding([...rights, ...roles]), ...ofCases];
  const rows = rights.map(({ row }) => row).filter((row) => otherFlag(policy, row) === null);
  return (changed) => {
    const mutant = { ...changed, agencies: { ...models, ...changed.agencies } };
    const { category, role, kind } = changeIn(policy, changed);
    // Cases alone: sentences are about model agencies, which the directory and its operations do not name.
    const asked = category === undefined && role === undefined ? ofCases : all;
    return (
      rows.some((row) => row.category === category && otherFlag(changed, row) !== null) ||
      asked.some(
        (check) =>
          (category === undefined || isAbout(check, category)) &&
          (role === undefined || check.facts.viewer.role === role) &&
          (kind === undefined || check.facts.viewer.kind === kind) &&
          !holds(mutant, check),
      )
    );
  };
}

/** What was changed in a policy: found by identity, since a changed policy shares everything else. */
function changeIn(policy: Policy, changed: Policy) {
  const category = otherKey<Category>(policy.categories, changed.categories);
  const [was, is] = [policy, changed].map(({ categories }) => categories[category ?? '']?.cells ?? {});
  return {
    category,
    kind: otherKey<AgencyKind>(was as object, is as object),
    role: otherKey<Role>(policy.roles, changed.roles),
    agency: otherKey<string>(policy.agencies, changed.agencies),
    operation: policy.operations.find((each) => !changed.operations.includes(each)),
  };
}

function otherKey<Key extends string>(one: object, other: object): Key | undefined {
  if (one === other) return undefined;
  return Object.keys(one).find((key) => one[key as never] !== other[key as never]) as Key | undefined;
}

function holds(policy: Policy, check: Check): boolean {
  return decided(policy, check).effect === check.expect.effect;
}

// What is opened to an asked person is decided by the row of holdings beside that of the category.
function isAbout(check: Check, category: Category): boolean {
  return check.category === category || (check.isOfAsked === true && category === holdings);
}

/**
 * Notices a change by a sentence about the policy that is then different. `soon`: by the cheap sentences, on who an agency is or
 * what an operation grants; `late`: by those on what an agency gets, which differ only where somebody gets more or less.
 */
export function createWordWatch(policy: Policy): { readonly soon: Watch; readonly late: Watch } {
  const ids = Object.keys(policy.agencies);
  const before = new Map<string, readonly string[]>();
  const isOther = (about: string, was: () => Iterable<string>, is: Iterable<string>): boolean => {
    const known = before.get(about) ?? [...was()];
    before.set(about, known);
    let count = 0;
    for (const sentence of is) {
      if (sentence !== known[count]) return true;
      count += 1;
    }
    return count !== known.length;
  };
  const inAgencies = (changed: Policy, about: string, wordsOn: typeof wordsOnRights): boolean => {
    const { agency } = changeIn(policy, changed);
    const some = agency === undefined ? ids : [agency];
    return some.some((id) => isOther(`${about} ${id}`, () => wordsOn(policy, id), wordsOn(changed, id)));
  };
  return {
    late: (changed) => policy.operations === changed.operations && inAgencies(changed, 'rights', wordsOnRights),
    soon: (changed) => {
      const { operation } = changeIn(policy, changed);
      if (!operation) return inAgencies(changed, 'identity', wordsOnIdentity);
      const wordsOn = (of: Policy) => wordsOnOperation(of, operation, ids);
      return isOther(operation.id, () => wordsOn(policy), wordsOn(changed));
    },
  };
}
