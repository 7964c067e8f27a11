import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

/** Rows of a list, and of a page, of which neither schema nor question says how long it is. */
export const ASSUMED_LIST = 5;
export const ASSUMED_PAGE = 100;

/** What `@listSize` says of a field. */
export interface ListSize {
  /** Integer arguments that state how many rows there are at most. */
  readonly slicingArguments: readonly string[];
  /** Lists of what the field gives, each of so many rows; none: it is the list itself. */
  readonly sizedFields: readonly string[];
  /** Rows where no argument states how many; null: not said. */
  readonly assumedSize: number | null;
}

/** What a schema says of the cost of what is asked of it. */
export interface Costs {
  /** By coordinate, `Type.field`. */
  readonly sizes: ReadonlyMap<string, ListSize>;
  /** Weights of `@cost`, by type and by coordinate. Those of arguments and of inputs are not read. */
  readonly weights: ReadonlyMap<string, number>;
  /** Names of all slicing arguments. */
  readonly slicing: ReadonlySet<string>;
}

/** The names that a document has for the two directives. */
export interface CostNames {
  readonly cost: string;
  readonly listSize: string;
}

/** Their own names, as in the schema that is printed for a viewer. */
export const plainNames: CostNames = { cost: 'cost', listSize: 'listSize' };

/**
 * Reads `@cost` and `@listSize` of a supergraph or a source, under the names that its `@link` gives them; where there is none,
 * another directive may have their names. An interface's field, and what gives an interface or a union, counts as the dearest of
 * what stands behind it.
 */
export function readCosts({ definitions }: Pick<DocumentNode, 'definitions'>, names = linkedNames(definitions)): Costs {
  const sizes = new Map<string, ListSize>();
  const weights = new Map<string, number>();
  const weigh = (at: string, weight: number | undefined): void => {
    if (weight !== undefined) weights.set(at, Math.max(weight, weights.get(at) ?? 0));
  };
  const widen = (at: string, size: ListSize | undefined): void => {
    if (size) sizes.set(at, larger(size, sizes.get(at)));
  };
  const types = definitions.filter(isType);
  for (const type of types) {
    weigh(type.name.value, weightIn(type.directives, names.cost));
    for (const { name, directives } of fieldsOf(type)) {
      weigh(`${type.name.value}.${name.value}`, weightIn(directives, names.cost));
      widen(`${type.name.value}.${name.value}`, sizeIn(directives, names.listSize));
    }
  }
  const behind = types.flatMap(abstractions);
  const weighed = new Set(behind.filter(({ below }) => weights.has(below)).map(({ above }) => above));
  const sized = new Set(behind.filter(({ below }) => sizes.has(below)).map(({ above }) => above));
  // Why types first: a field that states no weight weighs what its type does.
  for (const { above, below, field } of behind.toSorted((one, other) => Number(!!one.field) - Number(!!other.field))) {
    if (weighed.has(above)) weigh(above, weights.get(below) ?? (field && weights.get(typeOf(field))) ?? 1);
    if (field && sized.has(above)) widen(above, sizes.get(below) ?? unstatedSize(field));
  }
  const slicing = new Set([...sizes.values()].flatMap(({ slicingArguments }) => slicingArguments));
  return { sizes, weights, slicing };
}

function isType(definition: DefinitionNode): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

function fieldsOf(type: TypeDefinitionNode): readonly FieldDefinitionNode[] {
  const has = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return has ? (type.fields ?? []) : [];
}

interface Abstraction {
  readonly above: string;
  readonly below: string;
  /** What is below, where it is a field. */
  readonly field?: FieldDefinitionNode;
}

/** Each union, interface and field of an interface that a type stands behind, with the type or its field. */
function abstractions(type: TypeDefinitionNode): readonly Abstraction[] {
  const own = type.name.value;
  if (type.kind === Kind.UNION_TYPE_DEFINITION)
    return (type.types ?? []).map(({ name }) => ({ above: own, below: name.value }));
  const interfaces = 'interfaces' in type ? (type.interfaces ?? []) : [];
  return interfaces.flatMap(({ name: { value: above } }) => [
    { above, below: own },
    ...fieldsOf(type).map((field) => {
      const name = field.name.value;
      return { above: `${above}.${name}`, below: `${own}.${name}`, field };
    }),
  ]);
}

function typeOf({ type }: Pick<FieldDefinitionNode, 'type'>): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeOf(type);
}

/** What a field that states no size counts as. */
function unstatedSize({ type, arguments: taken = [] }: FieldDefinitionNode): ListSize {
  const takesFirst = taken.some((argument) => argument.name.value === 'first' && typeOf(argument) === 'Int');
  const isList = (type.kind === Kind.NON_NULL_TYPE ? type.type : type).kind === Kind.LIST_TYPE;
  const assumedSize = takesFirst ? ASSUMED_PAGE : isList ? ASSUMED_LIST : 1;
  return { slicingArguments: takesFirst ? ['first'] : [], sizedFields: [], assumedSize };
}

function weightIn(directives: readonly ConstDirectiveNode[] | undefined, name: string): number | undefined {
  const stated = directives?.find((directive) => directive.name.value === name);
  return stated && Number(statedIn(stated).weight);
}

function sizeIn(directives: readonly ConstDirectiveNode[] | undefined, name: string): ListSize | undefined {
  const found = directives?.find((directive) => directive.name.value === name);
  if (!found) return undefined;
  const { slicingArguments, sizedFields, assumedSize } = statedIn(found) as Partial<ListSize>;
  return {
    slicingArguments: slicingArguments ?? [],
    sizedFields: sizedFields ?? [],
    assumedSize: assumedSize ?? null,
  };
}

function larger(one: ListSize, other: ListSize = one): ListSize {
  if (one === other) return one;
  return {
    slicingArguments: [...new Set([...one.slicingArguments, ...other.slicingArguments])],
    sizedFields: [...new Set([...one.sizedFields, ...other.sizedFields])],
    assumedSize: Math.max(one.assumedSize ?? ASSUMED_PAGE, other.assumedSize ?? ASSUMED_PAGE),
  };
}

function statedIn({ arguments: stated = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(stated.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(cost|federation)\/v\d/;

/** A supergraph links the specification of costs, a source that of federation, which has the same directives. */
function linkedNames(definitions: readonly DefinitionNode[]): CostNames {
  let names: CostNames = { cost: '', listSize: '' };
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      const { url, as, import: imported } = directive.name.value === 'link' ? statedIn(directive) : {};
      const [, feature] = (typeof url === 'string' && SPECIFICATION.exec(url)) || [];
      if (feature === undefined) continue;
      const nameOf = (own: string): string =>
        importedAs(imported, own) ?? (own === feature ? String(as ?? own) : `${as ?? feature}__${own}`);
      names = { cost: nameOf('cost'), listSize: nameOf('listSize') };
    }
  }
  return names;
}

/** `@listSize`, or `{ name: "@listSize", as: "@size" }`. */
function importedAs(imported: unknown, own: string): string | undefined {
  for (const each of Array.isArray(imported) ? (imported as readonly unknown[]) : []) {
    const { name, as } = typeof each === 'string' ? { name: each, as: each } : (each as Record<string, string>);
    if (name === `@${own}`) return (as ?? name).slice(1);
  }
  return undefined;
}
