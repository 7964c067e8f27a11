import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  printType,
  type TypeDefinitionNode,
} from 'graphql';
import { type Costs, type ListSize, plainNames } from '../../schema/federation/costs.js';

/** The definitions of the two directives, as their specification has them. */
const definitions = `"""
Weight in objects. A field of a page states that of a whole list; below a record its type does, where it is less.
"""
directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR

"""
Rows that a list counts: as many as an argument says, or as are assumed. Sized fields are lists of the page.
"""
directive @listSize(
  assumedSize: Int
  slicingArguments: [String!]
  sizedFields: [String!]
  requireOneSlicingArgument: Boolean = true
) on FIELD_DEFINITION`;

/**
 * The types of a view's schema printed with what they cost, and definitions of the directives that say it. Names of arguments and
 * lists that the view does not have are left out. A schema with a directive of the same name is printed without costs.
 */
export interface CostPrinter {
  readonly definitions: string | undefined;
  print(type: GraphQLNamedType): string;
}

/** @param costs what the whole schema says of costs */
export function costPrinter(schema: GraphQLSchema, costs: Costs): CostPrinter {
  const isSaid = costs.sizes.size + costs.weights.size > 0;
  if (!isSaid || Object.values(plainNames).some((name) => schema.getDirective(name)))
    return { definitions: undefined, print: printType };
  return { definitions, print: (type) => printWithCosts(type, costs) };
}

function printWithCosts(type: GraphQLNamedType, costs: Costs): string {
  const sdl = printType(type);
  const weight = isObjectType(type) || isLeafType(type) ? weightText(costs.weights.get(type.name)) : '';
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const said = new Map(
    fields.map((field) => {
      const coordinate = `${type.name}.${field.name}`;
      const size = costs.sizes.get(coordinate);
      const own = isObjectType(type) ? weightText(costs.weights.get(coordinate)) : '';
      return [field.name, `${own}${size ? sizeText(size, field) : ''}`];
    }),
  );
  if (weight === '' && [...said.values()].every((text) => text === '')) return sdl;
  return spliced(sdl, weight, said);
}

/** An SDL with a text behind the head of its only type, and behind fields by their names. */
function spliced(sdl: string, head: string, ofFields: ReadonlyMap<string, string>): string {
  const [definition] = parse(sdl).definitions;
  const { name, interfaces = [], directives = [], fields = [] } = definition as Partial<Fielded> & TypeDefinitionNode;
  const headEnd = Math.max(...[name, ...interfaces, ...directives].map((node) => node.loc?.end ?? 0));
  const places = fields.map((field) => ({ at: field.loc?.end ?? 0, text: ofFields.get(field.name.value) ?? '' }));
  let [printed, from] = ['', 0];
  for (const { at, text } of [{ at: headEnd, text: head }, ...places]) {
    printed += sdl.slice(from, at) + text;
    from = at;
  }
  return printed + sdl.slice(from);
}

type Fielded = Extract<TypeDefinitionNode, { interfaces?: unknown }>;

function weightText(weight: number | undefined): string {
  return weight === undefined ? '' : ` @cost(weight: ${weight})`;
}

function sizeText(
  { assumedSize, slicingArguments, sizedFields }: ListSize,
  field: GraphQLField<unknown, unknown>,
): string {
  const slicing = slicingArguments.filter((name) => field.args.some((argument) => argument.name === name));
  const below = getNamedType(field.type);
  const seen = isObjectType(below) || isInterfaceType(below) ? below.getFields() : {};
  const sized = sizedFields.filter((name) => Object.hasOwn(seen, name));
  const said = [
    assumedSize === null ? [] : [`assumedSize: ${assumedSize}`],
    slicing.length === 0 ? [] : [`slicingArguments: ${JSON.stringify(slicing)}`],
    sized.length === 0 ? [] : [`sizedFields: ${JSON.stringify(sized)}`],
    slicing.length === 0 ? [] : ['requireOneSlicingArgument: false'],
  ].flat();
  return said.length === 0 ? '' : ` @listSize(${said.join(', ')})`;
}
