import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { type AccessDomain, type AccessMap, guardsOf } from '../../schema/access.js';
import { identifies } from '../../schema/identifies.js';

/** What the projection needs to know of a field. */
export interface FieldShape {
  /** Its own, in which the record holds data where the field has a value. */
  readonly category: string;
  /** All that guard it, its own first: the least decides. */
  readonly guards: readonly string[];
  /** What part of it MASKED shows; null: none. */
  readonly domain: AccessDomain | null;
  /**
   * `leaf`: masked by value. `keyed`: never half shown, as an entity is, or what a search by the object's data came to. `object`:
   * not masked itself, its leaves are.
   */
  readonly kind: 'leaf' | 'keyed' | 'object';
  /** Name of the type without lists. */
  readonly named: string;
  /** Type under which the log names the value, a number by which somebody or something is known; null for every other. */
  readonly identifies: string | null;
}

/** What the projection needs to know of a type. */
export interface TypeShape {
  readonly name: string;
  readonly keyed: boolean;
  /** Of a pure identifier: the field of its number, e.g. `imo` of `Vessel`. */
  readonly number: string | null;
  /** Whether it is no record of its own but tells of others: named by its id, with who stands at its ends. */
  readonly isLink: boolean;
  /** Of a link: the fields that lead to whom it tells of. */
  readonly ends: readonly (readonly [name: string, field: FieldShape])[];
  /** Whether it is a link to a person, by whom its rows are decided too. */
  readonly namesPerson: boolean;
  readonly fields: ReadonlyMap<string, FieldShape>;
}

/** Shapes of a source's object types, by name of the type. */
export type Shapes = ReadonlyMap<string, TypeShape>;

/**
 * Shapes of every object type of a source's SDL. Throws where a field has no category.
 *
 * @param links types that are described as links to persons; those that show a `subject` are, too
 */
export function readShapes(schema: GraphQLSchema, access: AccessMap, links: ReadonlySet<string>): Shapes {
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'),
  );
  const shapes = new Map(types.map((type) => [type.name, shapeOf(type, access, links)]));
  return new Map([...shapes].map(([name, shape]) => [name, asLink(shape, shapes)]));
}

function shapeOf(type: GraphQLObjectType, access: AccessMap, links: ReadonlySet<string>): TypeShape {
  const fields = Object.values(type.getFields())
    .filter(({ name }) => !name.startsWith('_'))
    .map((field): [string, FieldShape] => {
      const label = access.of(`${type.name}.${field.name}`);
      if (label === undefined) throw new Error(`${type.name}.${field.name} names no data category`);
      const shape: FieldShape = {
        category: label.category,
        guards: guardsOf(label),
        domain: label.domain,
        kind: kindOf(field.type),
        named: getNamedType(field.type).name,
        identifies: identifies(field.astNode),
      };
      return [field.name, shape];
    });
  const showsSubject = fields.some(([name, { named }]) => name === 'subject' && named === 'LinkSubject');
  const number = fields.find(([, field]) => field.identifies === type.name)?.[0] ?? null;
  return {
    name: type.name,
    keyed: isKeyed(type),
    number,
    isLink: false,
    ends: [],
    namesPerson: showsSubject || links.has(type.name),
    fields: new Map(fields),
  };
}

/** Types that stand in public lists: nobody is told of by naming one. */
const ofPublicLists: ReadonlySet<string> = new Set([
  ...['Agency', 'Location', 'MatchProbe', 'Node', 'Search', 'StatedMatches'],
]);

/** Whether an object of this field's type is somebody or something that the log names. */
function isEnd({ kind, named }: FieldShape): boolean {
  return kind === 'keyed' && !ofPublicLists.has(named);
}

function asLink(shape: TypeShape, shapes: Shapes): TypeShape {
  if (shape.keyed) return shape;
  const isNestedLink = ({ kind, named }: FieldShape): boolean => {
    const below = kind === 'object' ? shapes.get(named) : undefined;
    return below !== undefined && [...below.fields.values()].some(isEnd);
  };
  const ends = [...shape.fields].filter(([, field]) => isEnd(field) || isNestedLink(field));
  return shape.fields.has('id') || ends.some(([, field]) => isEnd(field)) ? { ...shape, isLink: true, ends } : shape;
}

function kindOf(type: GraphQLOutputType): FieldShape['kind'] {
  const named = getNamedType(type);
  if (isLeafType(named)) return 'leaf';
  // Why: of an interface or union nothing is half shown either.
  return !isObjectType(named) || isKeyed(named) || isFound(named) ? 'keyed' : 'object';
}

function isKeyed(type: GraphQLObjectType): boolean {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return nodes.some((node) => node?.directives?.some(({ name }) => name.value === 'key') ?? false);
}

/** Whether it says how a search went. Why by that: its values are of others, and say nothing of what it was searched by. */
function isFound(type: GraphQLObjectType): boolean {
  const { state } = type.getFields();
  return state !== undefined && getNamedType(state.type).name === 'SearchState';
}
