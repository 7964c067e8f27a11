import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, parseType, print, type VariableDefinitionNode, visit } from 'graphql';
import { ownValue } from '../shape/ownValue.js';

/** The text of a fetch, and how its variables are filled in; made once for a plan. */
export interface FetchText {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly operationType: 'query' | 'mutation';
  /** The client's variables that this fetch uses. */
  variables(all: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Adds the representations, under the name that the query gives them. */
  withRepresentations(variables: Record<string, unknown>, representations: readonly unknown[]): Record<string, unknown>;
  /**
   * The request body, UTF-8 JSON.
   *
   * @param representations JSON texts; null where the fetch asks for no entities
   */
  body(variables: Readonly<Record<string, unknown>>, representations: readonly string[] | null): string;
}

const REPRESENTATIONS = 'representations';

/**
 * Prepares a fetch.
 *
 * @param definitions the client's variables
 */
export function fetchText(node: FetchNode, definitions: readonly VariableDefinitionNode[]): FetchText {
  const usages = node.variableUsages ?? [];
  const collides = node.requires !== undefined && usages.includes(REPRESENTATIONS);
  const name = collides ? freeName(usages) : REPRESENTATIONS;
  const query = collides ? renamed(node.operation, name, definitions) : node.operation;
  const operationName = node.operationName || undefined;
  const head = `{"query":${JSON.stringify(query)}${
    operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`
  },"variables":`;
  const list = `${JSON.stringify(name)}:[`;
  return {
    query,
    operationName,
    operationType: node.operationKind === 'mutation' ? 'mutation' : 'query',
    variables: (all) => {
      // Why no prototype: a variable may be called `__proto__`.
      const used: Record<string, unknown> = Object.create(null);
      for (const usage of usages) {
        const value = ownValue(all, usage);
        if (value !== undefined) used[usage] = value;
      }
      return used;
    },
    withRepresentations: (variables, representations) => {
      variables[name] = representations;
      return variables;
    },
    body: (variables, representations) => {
      const own = usages.length > 0 ? JSON.stringify(variables) : '{}';
      if (!representations) return `${head}${own}}`;
      const rest = own === '{}' ? '}' : `,${own.slice(1)}`;
      return `${head}{${list}${representations.join(',')}]${rest}}`;
    },
  };
}

function freeName(taken: readonly string[]): string {
  let name = `${REPRESENTATIONS}_`;
  while (taken.includes(name)) name += '_';
  return name;
}

/**
 * The planner calls its own variable `representations` and loses the client's of that name. This restores the client's
 * definition, and renames the planner's, the argument of `_entities`.
 */
function renamed(operation: string, name: string, definitions: readonly VariableDefinitionNode[]): string {
  const isClash = ({ variable }: VariableDefinitionNode): boolean => variable.name.value === REPRESENTATIONS;
  const document = visit(parse(operation, { noLocation: true }), {
    OperationDefinition: (definition) => ({
      ...definition,
      variableDefinitions: [
        representationsOf(name),
        ...(definition.variableDefinitions ?? []).filter((each) => !isClash(each)),
        ...definitions.filter(isClash).map((each) => ({ ...each, directives: [] })),
      ],
    }),
    Field: (field) => {
      if (field.name.value !== '_entities') return undefined;
      return {
        ...field,
        arguments: (field.arguments ?? []).map((argument) =>
          argument.name.value === REPRESENTATIONS ? { ...argument, value: withName(name) } : argument,
        ),
      };
    },
  });
  return print(document);
}

function representationsOf(name: string): VariableDefinitionNode {
  return { kind: Kind.VARIABLE_DEFINITION, variable: withName(name), type: parseType('[_Any!]!') };
}

function withName(value: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } } as const;
}
