import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { type AccessMap, readAccess } from './access.js';
import { type SourceDocument, spreadLabels } from './compose.js';

/** Directives whose representation attributes could not be trusted; our own sources do without them. */
const forbiddenDirectives = new Set(['requires', 'provides', 'fromContext', 'override', 'interfaceObject', 'external']);

/**
 * Everything that stops the build: a coordinate without description or category, an unknown category, a classified
 * field that is non-null, a classified key, a filter or sort leaf that does not say what it uses, a directive that our
 * sources do without, and one coordinate with two categories.
 *
 * @param categories keys of `policy/matrix.yaml`
 * @returns one sentence a violation, naming source and coordinate; empty where the schema holds
 */
export function checkSchema(sources: readonly SourceDocument[], categories: ReadonlySet<string>): string[] {
  const seen = new Map<string, string>();
  return sources.flatMap(({ name, document }) => {
    const spread = spreadLabels(document);
    const access = readAccess(spread);
    const say = (coordinate: string, what: string): string => `${name}: ${coordinate} ${what}`;
    return [
      ...checkDescriptions(document, say),
      ...checkLabels(spread, access, categories, say),
      ...checkAgreement(access, seen, say),
    ];
  });
}

type Say = (coordinate: string, what: string) => string;

function checkDescriptions(document: DocumentNode, say: Say): string[] {
  const missing: string[] = [];
  const need = (node: { readonly description?: unknown }, coordinate: string): void => {
    if (!node.description) missing.push(say(coordinate, 'has no description'));
  };
  for (const definition of document.definitions) {
    if (!definition.kind.endsWith('TypeDefinition') || !('name' in definition) || !definition.name) continue;
    const type = definition.name.value;
    need(definition as { description?: unknown }, type);
    for (const member of membersOf(definition)) {
      need(member, `${type}.${member.name.value}`);
      for (const argument of argumentsOf(member))
        need(argument, `${type}.${member.name.value}(${argument.name.value}:)`);
    }
  }
  return missing;
}

function checkLabels(document: DocumentNode, access: AccessMap, categories: ReadonlySet<string>, say: Say): string[] {
  const found: string[] = [];
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || !/Type(Definition|Extension)$/.test(definition.kind)) continue;
    const type = definition.name.value;
    const keys = keyFields(definition as ObjectTypeDefinitionNode);
    for (const member of membersOf(definition)) {
      const coordinate = `${type}.${member.name.value}`;
      const label = access.of(coordinate);
      if (!label) found.push(say(coordinate, 'names no data category'));
      else if (!categories.has(label.category))
        found.push(say(coordinate, `names the unknown category ${label.category}`));
      else if (label.category !== 'public') {
        if (
          'type' in member &&
          member.type.kind === Kind.NON_NULL_TYPE &&
          definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ) {
          found.push(say(coordinate, 'is classified and non-null'));
        }
        if (keys.has(member.name.value)) found.push(say(coordinate, 'is classified and a @key'));
      }
      found.push(...checkInput(definition.kind, type, member, label?.use, say));
      for (const argument of argumentsOf(member)) {
        const at = `${coordinate}(${argument.name.value}:)`;
        const inputLabel = access.of(at);
        if (!inputLabel) found.push(say(at, 'names no data category'));
        else if (!categories.has(inputLabel.category))
          found.push(say(at, `names the unknown category ${inputLabel.category}`));
      }
      for (const { name } of [
        ...(member.directives ?? []),
        ...((definition as ObjectTypeDefinitionNode).directives ?? []),
      ]) {
        if (forbiddenDirectives.has(name.value))
          found.push(say(coordinate, `uses @${name.value}, which our sources do without`));
      }
    }
  }
  return found;
}

const connectives = new Set(['and', 'or', 'not']);

function checkInput(kind: string, type: string, member: Member, use: string | undefined, say: Say): string[] {
  const coordinate = `${type}.${member.name.value}`;
  // A record's filter is the input that can be combined; StringFilter and its like only hold operators.
  if (kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && type.endsWith('Filter') && !connectives.has(member.name.value)) {
    const isOperator = member.kind === Kind.INPUT_VALUE_DEFINITION && isScalarLike(member.type) && use === 'READ';
    return use === 'FILTER' || isOperator ? [] : [say(coordinate, 'is a filter and does not say use: FILTER')];
  }
  if (kind === Kind.ENUM_TYPE_DEFINITION && type.endsWith('SortField')) {
    return use === 'SORT' ? [] : [say(coordinate, 'is a sort key and does not say use: SORT')];
  }
  return [];
}

function isScalarLike(type: TypeNode): boolean {
  if (type.kind !== Kind.NAMED_TYPE) return isScalarLike(type.type);
  return !type.name.value.endsWith('Filter');
}

function checkAgreement(access: AccessMap, seen: Map<string, string>, say: Say): string[] {
  return access.coordinates().flatMap((coordinate) => {
    const label = JSON.stringify(access.of(coordinate));
    const known = seen.get(coordinate);
    seen.set(coordinate, label);
    return known !== undefined && known !== label ? [say(coordinate, 'is labelled otherwise in another source')] : [];
  });
}

type Member = FieldDefinitionNode | InputValueDefinitionNode;

function membersOf(definition: object): readonly Member[] {
  if ('fields' in definition) return (definition.fields ?? []) as readonly Member[];
  if ('values' in definition) return (definition.values ?? []) as unknown as readonly Member[];
  return [];
}

function argumentsOf(member: Member): readonly InputValueDefinitionNode[] {
  return member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
}

function keyFields(definition: ObjectTypeDefinitionNode): ReadonlySet<string> {
  const keys = (definition.directives ?? []).filter(({ name }) => name.value === 'key');
  return new Set(
    keys.flatMap(({ arguments: list }) => {
      const fields = list?.find(({ name }) => name.value === 'fields')?.value;
      return fields?.kind === Kind.STRING ? fields.value.split(/[\s{}]+/).filter(Boolean) : [];
    }),
  );
}
