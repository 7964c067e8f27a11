import { type DirectiveNode, Kind, type SelectionNode, type VariableDefinitionNode } from 'graphql';

/** Values of variables, coerced; what is absent takes its definition's default. */
export interface Conditions {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly definitions: readonly VariableDefinitionNode[];
}

/** True, false, or undefined where a condition's variable has no known value. */
export function isIncluded(selection: SelectionNode, conditions: Conditions): boolean | undefined {
  let included: boolean | undefined = true;
  for (const directive of selection.directives ?? []) {
    if (!isCondition(directive)) continue;
    const value = conditionOf(directive, conditions);
    if (value === undefined) included = undefined;
    else if (value !== (directive.name.value === 'include')) return false;
  }
  return included;
}

/** A selection's directives, without conditions that are settled. */
export function openDirectives(selection: SelectionNode, conditions: Conditions): readonly DirectiveNode[] {
  return (selection.directives ?? []).filter(
    (directive) => !isCondition(directive) || conditionOf(directive, conditions) === undefined,
  );
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function conditionOf(directive: DirectiveNode, { variables, definitions }: Conditions): boolean | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  if (Object.hasOwn(variables, name)) return variables[name] === true;
  const fallback = definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return fallback?.kind === Kind.BOOLEAN ? fallback.value : undefined;
}
