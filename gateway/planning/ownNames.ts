import { type DocumentNode, type FieldNode, type SelectionSetNode, visit } from 'graphql';
import { reservedAlias } from '../../policy/operation.js';
import { compositesOf, parseFieldSet, textArgument } from '../../schema/federation/join.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { likeLeaves } from './likeLeaves.js';
import { type PlanForm, planForm } from './planForm.js';

/** The response names under which sources are asked: the client's, or reserved ones where those could be mistaken. */
export interface OwnNames {
  /** The response name under which sources are asked for a client's field. */
  of(field: FieldNode): string;
  /** The form in which a document is planned, fragments unfolded, in these names. */
  form(document: DocumentNode): PlanForm;
}

const PREFIX = `${reservedAlias}as_`;
/** Why an end: what the planner appends stays apart from what a client wrote. */
const SUFFIX = '_';
/** Names that `separateArguments` or the planner may give. */
const SYNTHETIC = /__(?:required_\d+_*|alias_\d+)$/;

/**
 * Reads off a supergraph which response names the planner itself uses: those of fields in `@key` and `@requires`, and
 * `__typename`.
 *
 * The planner asks for them beside the client's fields, in one object. `{ ship { imo: name } }` would make the name the key
 * by which the ship is looked up elsewhere, and let a client choose what a source is told of a record. So where the client
 * uses such a name as an alias, or with arguments, sources are asked under a reserved one. So they are for an alias like the
 * planner's own (`name__alias_0`), of which only the part before is read as the client's.
 *
 * @throws GraphQLError where the supergraph does not parse
 */
export function ownNames(supergraphSdl: string): OwnNames {
  const supergraph = parseSupergraph(supergraphSdl);
  const used = namesInUse(supergraph, ['key', 'requires']);
  const of = (field: FieldNode): string => {
    const name = (field.alias ?? field.name).value;
    const isPlain = name === field.name.value && !field.arguments?.length;
    return !isPlain && (used.has(name) || SYNTHETIC.test(name)) ? PREFIX + name + SUFFIX : name;
  };
  const parts = { of, leaves: likeLeaves(supergraph, namesInUse(supergraph, ['key', 'requires', 'provides'])) };
  return { of, form: (document) => planForm(document, parts) };
}

/** The client's response name for one under which sources are asked. */
export function clientName(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length, -SUFFIX.length) : name;
}

/** A response name without the planner's alias, which it gives where fragments ask for one name with different types. */
export function withoutPlannerAlias(name: string): string {
  return name.replace(/__alias_\d+$/, '');
}

function namesInUse(supergraph: DocumentNode, stated: readonly string[]): ReadonlySet<string> {
  // Texts first: the same key is stated a hundred times.
  const sets = new Set<string>();
  for (const type of compositesOf(supergraph).values())
    for (const { directives = [] } of [type, ...(type.fields ?? [])])
      for (const directive of directives) {
        for (const argument of stated) sets.add(textArgument(directive, argument) ?? '');
      }
  sets.delete('');
  const used = new Set(['__typename']);
  for (const set of sets) addNames(parseFieldSet(set), used);
  return used;
}

function addNames(set: SelectionSetNode, used: Set<string>): void {
  visit(set, { Field: ({ name }) => void used.add(name.value) });
}
