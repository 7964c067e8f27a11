import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  specifiedRules,
  typeFromAST,
  validate,
} from 'graphql';
import { bounds } from '../../../policy/bounds.js';
import { decideAll } from '../../../policy/explaining/situation.js';
import { settleConditions } from '../../../policy/operations/conditions.js';
import { guardOf, possibleTypes } from '../../../policy/operations/coordinates.js';
import { eachField, fieldOn } from '../../../policy/operations/eachField.js';
import { refusedInputs } from '../../../policy/operations/inputs.js';
import { unfoldFragments } from '../../../policy/operations/unfold.js';
import type { Policy } from '../../../policy/policy.js';
import { ordinary } from '../../../policy/space/records.js';
import { type Effect, rank } from '../../../policy/types.js';
import { guardsOf } from '../../../schema/access.js';
import { isPortcullisError } from '../../../schema/errors.js';
import type { LoadedSchema } from '../../supergraph/supergraph.js';
import { scalarsAreWellFormed } from '../validate.js';
import type { RegisteredDocument } from './lookup.js';
import { parseRegistered, queryOf, systemFactsOf } from './register.js';

/** A policy and a schema that documents run under. */
export interface Under {
  readonly policy: Policy;
  readonly schema: LoadedSchema;
}

/** Something that a change takes away from a document. */
export type Taken =
  /** It is refused: it is not valid, or its agency may not state its purpose. */
  | { readonly kind: 'DOCUMENT'; readonly code: string; readonly message: string }
  /** It is refused for a filter, sort or look-up. */
  | { readonly kind: 'INPUT'; readonly code: string; readonly coordinate: string }
  /** A field shows less, or nothing. */
  | {
      readonly kind: 'FIELD';
      readonly path: string;
      readonly coordinate: string;
      readonly category: string;
      /** MOST: of any record, the agency's own among them. OTHERS: of other agencies' records without restrictions. */
      readonly of: 'MOST' | 'OTHERS';
      readonly was: Effect;
      readonly now: Effect;
    };

type Asked = Pick<RegisteredDocument, 'text' | 'agency' | 'purpose'>;

/**
 * Everything that a change takes away from a document, as its agency's systems run it.
 */
export function compareDocument(
  document: Asked,
  [before, after]: readonly [Under, Under],
  asOf: string,
): readonly Taken[] {
  const [had, has] = [foundOf(document, before, asOf), foundOf(document, after, asOf)];
  const known = new Set(had.refusals.map(textOf));
  const refused = has.refusals.filter((each) => !known.has(textOf(each)));
  if (had.refusals.some(({ kind }) => kind === 'DOCUMENT')) return refused;
  const fields = [...had.fields].flatMap(([place, was]): Taken[] => {
    const now = has.fields.get(place);
    const fallen = now && ofs.find((of) => rank[now[of]] < rank[was[of]]);
    if (!now || !fallen) return [];
    const { path, coordinate, category } = now;
    return [{ kind: 'FIELD', path, coordinate, category, of: fallen, was: was[fallen], now: now[fallen] }];
  });
  return [...refused, ...fields];
}

/** Why a document is refused under a policy and a schema; empty where it is not. */
export function refusalsOf(document: Asked, under: Under, asOf: string): readonly Taken[] {
  return foundOf(document, under, asOf).refusals;
}

const ofs = ['MOST', 'OTHERS'] as const;

/** A field, and what it shows of any record and of other agencies' records. */
interface FieldFound extends Readonly<Record<(typeof ofs)[number], Effect>> {
  readonly path: string;
  readonly coordinate: string;
  readonly category: string;
}

interface Found {
  readonly refusals: readonly Taken[];
  /** By path and coordinate; empty for a document that is not valid. */
  readonly fields: ReadonlyMap<string, FieldFound>;
}

function foundOf(asked: Asked, { policy, schema }: Under, asOf: string): Found {
  try {
    const facts = systemFactsOf({ ...asked, asOf }, policy);
    const document = parseRegistered(asked.text);
    const invalid = mistakesOf(document, schema);
    if (invalid.length > 0) return { refusals: invalid, fields: new Map() };
    const operation = settleConditions(unfoldFragments(document, queryOf(document)), {});
    const { apiSchema, access, foreign } = schema;
    const viewed = { schema: apiSchema, access, bounds: bounds(policy, facts), operation, foreign };
    const refusals = refusedInputs({ ...viewed, variables: placeholdersOf(operation, schema) });
    return {
      refusals: refusals.map(({ code, coordinate }) => ({ kind: 'INPUT', code, coordinate })),
      fields: fieldsOf(
        viewed,
        (guards) => decideAll({ policy, facts, guards, envelope: ordinary, subject: null }).effect,
      ),
    };
  } catch (error) {
    if (!isPortcullisError(error)) throw error;
    return { refusals: [{ kind: 'DOCUMENT', code: error.code, message: error.message }], fields: new Map() };
  }
}

function mistakesOf(document: DocumentNode, { apiSchema }: LoadedSchema): readonly Taken[] {
  const errors = validate(apiSchema, document, [scalarsAreWellFormed, ...specifiedRules], { hideSuggestions: true });
  return errors.map(({ message }) => ({ kind: 'DOCUMENT', code: 'GRAPHQL_VALIDATION_FAILED', message }));
}

/** A value for each variable but input objects, whose members the client chooses. */
function placeholdersOf({ variableDefinitions = [] }: OperationDefinitionNode, { apiSchema }: LoadedSchema) {
  const stated = variableDefinitions.flatMap(({ variable, type }) => {
    const known = typeFromAST(apiSchema, type as never);
    return known && isInputObjectType(getNamedType(known)) ? [] : [[variable.name.value, 'x'] as const];
  });
  return Object.fromEntries(stated);
}

type Viewed = Parameters<typeof refusedInputs>[0];

function fieldsOf(
  { schema, access, bounds: boundsOf, operation }: Viewed,
  ofOthers: (guards: readonly string[]) => Effect,
): ReadonlyMap<string, FieldFound> {
  const fields = new Map<string, FieldFound>();
  const root = schema.getRootType(operation.operation);
  if (root) walk(operation.selectionSet, root, '');
  return fields;

  function walk(set: SelectionSetNode, parent: GraphQLCompositeType, path: string): void {
    eachField(set, parent.name, (field, on) => {
      const type = schema.getType(on);
      if (isCompositeType(type)) walkField(field, type, path);
    });
  }

  function walkField(field: FieldNode, parent: GraphQLCompositeType, above: string): void {
    const name = field.name.value;
    const definition = fieldOn(schema, parent.name, name);
    if (!definition) return;
    const path = `${above}${above === '' ? '' : '.'}${field.alias?.value ?? name}`;
    for (const type of possibleTypes(schema, parent)) {
      const coordinate = `${type.name}.${name}`;
      const { access: label, category, bound } = guardOf(access, boundsOf, coordinate);
      const MOST = bound.ceiling;
      // A foreign source has one envelope, and the bound is that of it.
      const OTHERS = label && !label.sources ? ofOthers(guardsOf(label)) : MOST;
      fields.set(`${path} ${coordinate}`, { path, coordinate, category, MOST, OTHERS });
    }
    const named = getNamedType(definition.type);
    if (field.selectionSet && isCompositeType(named)) walk(field.selectionSet, named, path);
  }
}

function textOf(taken: Taken): string {
  return JSON.stringify(taken);
}
