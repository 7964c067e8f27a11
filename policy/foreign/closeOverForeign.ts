import type { DocumentNode } from 'graphql';
import { type AccessMap, guardsOf } from '../../schema/access.js';
import { federatedCoordinates } from '../../schema/federation/coordinates.js';
import { derivations } from '../../schema/federation/derivations.js';
import { sourceNames } from '../../schema/federation/join.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { sourceNames as productSources } from '../../schema/sources.js';
import { decideForeign, type ForeignPair } from '../foreignDecision.js';
import { linesOf, type Mistake, meantOrOneOf, PolicyError, type PolicyFiles } from '../loading/mistake.js';
import type { ForeignSources, Policy } from '../policy.js';
import { foreignAccess, isArgument } from './foreignAccess.js';
import { requestsAt, whoAsks } from './foreignRequests.js';

/**
 * Checks a policy against a supergraph that is not ours: each labelled coordinate and each named source exists, and nobody
 * gets in full what a source derives from a value withheld from them (`@requires`, `@fromContext`).
 *
 * @throws PolicyError one line a mistake, with file, line and hint
 */
export function closeOverForeign(policy: Policy, supergraphSdl: string, files: PolicyFiles): void {
  const { foreign } = policy;
  if (!foreign) throw new PolicyError([noLabels]);
  const supergraph = parseSupergraph(supergraphSdl);
  const names = [...federatedCoordinates(supergraph).keys()];
  const mistakes = [...unknownSources(foreign, supergraph), ...unknownCoordinates(foreign, names)];
  if (mistakes.length === 0) mistakes.push(...looserThanTheirParts(policy, foreign, supergraph));
  if (mistakes.length > 0) throw new PolicyError(linesOf(mistakes, files));
}

const noLabels =
  'The policy has no coordinates.yaml. Hint: label the coordinates of the supergraph there; docs/FOREIGN.md.';

/** Whether `coordinates.yaml` guards a supergraph: the policy has one, and not every source is ours. */
export function isForeign(policy: Policy, supergraphSdl: string): boolean {
  return policy.foreign !== undefined && ![...sourceNames(parseSupergraph(supergraphSdl)).values()].every(isOurs);
}

function isOurs(source: string): boolean {
  return productSources.some((own) => own === source);
}

function unknownSources({ envelopes }: ForeignSources, supergraph: DocumentNode): Mistake[] {
  const names = [...sourceNames(supergraph).values()];
  const mistake = (source: string, what: string, hint: string): Mistake => {
    return { file: 'coordinates', path: ['sources', source], what, hint };
  };
  return [
    ...names
      .filter(isOurs)
      .map((source) =>
        mistake(
          source,
          `${source} of the supergraph is the name of a source of the product`,
          'a supergraph with sources of both is not served; rename the foreign one',
        ),
      ),
    ...Object.keys(envelopes)
      .filter((source) => !names.includes(source))
      .map((source) => mistake(source, 'no such source in the supergraph', meantOrOneOf(source, names))),
  ];
}

function unknownCoordinates({ labels }: ForeignSources, names: readonly string[]): Mistake[] {
  const types = [...new Set(names.map((name) => name.split('.')[0] ?? ''))];
  const known = new Set([...names, ...types]);
  return Object.keys(labels).flatMap((coordinate) => {
    if (known.has(coordinate)) return [];
    const [type = ''] = coordinate.split('.');
    // Coordinates of its own type first: a field is more often misspelt than looked for on another type.
    const ofType = names.filter((name) => name.startsWith(`${type}.`) && isArgument(name) === isArgument(coordinate));
    const ofMembers = ofType.length > 0 ? ofType : [...known];
    const hint = meantOrOneOf(coordinate, coordinate.includes('.') ? ofMembers : types);
    return [{ file: 'coordinates', path: ['labels', coordinate], what: 'no such coordinate in the supergraph', hint }];
  });
}

/**
 * Labels under which somebody gets a field in full that is derived from one that they do not get. Exact: every agency is
 * tried in each role, for each purpose, with and without a case, at every clearance and instant that matter.
 */
function looserThanTheirParts(policy: Policy, foreign: ForeignSources, supergraph: DocumentNode): Mistake[] {
  const access = foreignAccess(supergraph, foreign.labels);
  return derivations(supergraph).flatMap(({ coordinate, from, by }): Mistake[] => {
    const [made, part] = [pairsAt(access, coordinate), pairsAt(access, from)];
    // The field is guarded by everything that guards its part, so it cannot be looser.
    if (made.length === 0 || (part.length > 0 && part.every((pair) => made.some((own) => isSame(own, pair)))))
      return [];
    const gets = (pairs: readonly ForeignPair[], facts: Parameters<typeof decideForeign>[1]): boolean =>
      pairs.length > 0 && pairs.every((pair) => decideForeign(policy, facts, pair).effect === 'FULL');
    for (const facts of requestsAt(policy, [...made, ...part]))
      if (gets(made, facts) && !gets(part, facts)) {
        const own = coordinate in foreign.labels ? coordinate : (coordinate.split('.')[0] ?? '');
        const label = access.of(from);
        return [
          {
            file: 'coordinates',
            path: ['labels', own],
            what: `${coordinate} is derived from ${from} (${by}), which ${whoAsks(facts)} does not get and would learn from it`,
            hint: label ? `label it as ${from} is, ${guardsOf(label).join(' and ')}, or stricter` : `label ${from}`,
          },
        ];
      }
    return [];
  });
}

function pairsAt(access: AccessMap, coordinate: string): readonly ForeignPair[] {
  const label = access.of(coordinate);
  return label
    ? guardsOf(label).flatMap((category) => (label.sources ?? []).map((source) => ({ source, category })))
    : [];
}

function isSame(a: ForeignPair, b: ForeignPair): boolean {
  return a.source === b.source && a.category === b.category;
}
