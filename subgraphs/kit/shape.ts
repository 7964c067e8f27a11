import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { type AccessDomain, type AccessMap, guardsOf } from '../../schema/access.js';
import { PortcullisError } from '../../schema/errors.js';
import { identifies } from '../../schema/identifies.js';

/** What the projection needs to know of a field. */
export interface FieldShape {
  /** Its own: the record holds data in it where the field has a value. */
  readonly category: string;
  /** All categories that guard it, its own first: the least effect decides. */
  readonly guards: readonly string[];
  /** The part of it that MASKED shows; null: none. */
  readonly domain: AccessDomain | null;
  /**
   * `leaf`: masked by value. `keyed`: never half shown: an entity, or the result of a search by the object's data.
   * `object`: not masked itself; its leaves are.
   */
  readonly kind: 'leaf' | 'keyed' | 'object';
  /** Name of the type without lists. */
  readonly named: string;
  /** For a number that identifies somebody or something: the type under which the log names it; else null. */
  readonly identifies: string | null;
}

/** What the projection needs to know of a type. */
export interface TypeShape {
  readonly name: string;
  readonly keyed: boolean;
  /** For a pure identifier: the field of its number, e.g. `imo` of `Vessel`. */
  readonly number: string | null;
  /** Whether it is no record but connects some: the log names it by its id, and its ends. */
  readonly isLink: boolean;
  /** For a link: the fields that lead to its ends. */
  readonly ends: readonly (readonly [name: string, field: FieldShape])[];
  /** Whether it is a link to a person, who decides about its rows too. */
  readonly namesPerson: boolean;
  readonly fields: ReadonlyMap<string, FieldShape>;
}

/** Shapes of a source's object types, by name of the type. */
export type Shapes = ReadonlyMap<string, TypeShape>;

/** @throws PortcullisError INTERNAL for a type that the source does not have */
export function shapeOfType(shapes: Shapes, type: string): TypeShape {
  const shape = shapes.get(type);
  if (shape) return shape;
  throw new PortcullisError('INTERNAL', { cause: new Error(`no type ${type}`) });
}

/**
 * Shapes of every object type of a source's SDL. Throws where a field has no category.
 *
 * @param links types described as links to persons; those that show a `subject` are links to persons too
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

/** Types of public lists: naming one reveals nobody. */
const publicTypes: ReadonlySet<string> = new Set(
  'Agency Location MatchProbe Node Search StatedMatches Subject SubjectSeen'.split(' '),
);

/** Whether the log names objects of this field's type. */
function isEnd({ kind, named }: FieldShape): boolean {
  return kind === 'keyed' && !publicTypes.has(named);
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
  // Why: an interface or union is never half shown either.
  return !isObjectType(named) || isKeyed(named) || isSearchResult(named) ? 'keyed' : 'object';
}

function isKeyed(type: GraphQLObjectType): boolean {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return nodes.some((node) => node?.directives?.some(({ name }) => name.value === 'key') ?? false);
}

/** Whether it states how a search went: its values are of others, and say nothing about what was searched for. */
function isSearchResult(type: GraphQLObjectType): boolean {
  const { state } = type.getFields();
  return state !== undefined && getNamedType(state.type).name === 'SearchState';
}
