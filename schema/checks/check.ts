import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { type Access, type AccessMap, guardsOf, readAccess } from '../access.js';
import { type SourceDocument, spreadLabels } from '../compose.js';
import type { MatrixRows } from '../matrixRows.js';
import { checkData } from './checkData.js';
import { checkMasks, misfit } from './checkDomains.js';
import { checkIdentifies } from './checkIdentifies.js';

/** Directives whose representation attributes cannot be trusted; our own sources may not use them. */
const forbiddenDirectives = new Set(['requires', 'provides', 'fromContext', 'override', 'interfaceObject']);

/**
 * Everything that stops the build: a coordinate without description or category, an unknown category, a non-null classified
 * field, a classified key, a filter or sort leaf without its use, a forbidden directive, one coordinate with two categories, one
 * datum under two, a mask that does not fit, and a number that the log would not name.
 *
 * @returns one sentence for each violation, naming source and coordinate; empty where the schema holds
 */
export function checkSchema(sources: readonly SourceDocument[], matrix: MatrixRows): string[] {
  const seen = new Map<string, string>();
  const labelled = sources.map(({ name, document }) => {
    const spread = spreadLabels(document);
    return { name, document, spread, access: readAccess(spread) };
  });
  const found = labelled.flatMap(({ name, document, spread, access }) => {
    const say = (coordinate: string, what: string): string => `${name}: ${coordinate} ${what}`;
    return [
      ...checkDescriptions(document, say),
      ...checkLabels(spread, access, matrix.categories, say),
      ...checkAgreement(access, seen, say),
    ];
  });
  return [...found, ...checkData(labelled, matrix), ...checkMasks(labelled), ...checkIdentifies(labelled)];
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
    // A record of another source is described by its owner.
    if (!isOfAnotherSource(definition)) need(definition as { description?: unknown }, type);
    for (const member of membersOf(definition)) {
      need(member, `${type}.${member.name.value}`);
      for (const argument of argumentsOf(member))
        need(argument, `${type}.${member.name.value}(${argument.name.value}:)`);
    }
  }
  return missing;
}

function isOfAnotherSource(definition: DefinitionNode): boolean {
  const { directives = [] } = definition as ObjectTypeDefinitionNode;
  return directives.some(
    (directive) =>
      directive.name.value === 'key' && directive.arguments?.some(({ name }) => name.value === 'resolvable'),
  );
}

function checkLabels(document: DocumentNode, access: AccessMap, categories: ReadonlySet<string>, say: Say): string[] {
  return document.definitions.flatMap((definition) => {
    if (!('name' in definition) || !definition.name || !/Type(Definition|Extension)$/.test(definition.kind)) return [];
    const type = definition.name.value;
    const keys = keyFields(definition as ObjectTypeDefinitionNode);
    return membersOf(definition).flatMap((member) => {
      const at = `${type}.${member.name.value}`;
      const label = access.of(at);
      const classified = label !== undefined && label.category !== 'public';
      return [
        ...checkLabel(at, label, categories, say),
        ...(classified && definition.kind === Kind.OBJECT_TYPE_DEFINITION
          ? checkClassified(at, member, keys, say)
          : []),
        ...checkUse(definition, member, label, say),
        ...checkDomain(at, member, label, say),
        ...(definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [] : checkSingle(at, label, say)),
        ...argumentsOf(member).flatMap(({ name }) => {
          const argument = `${at}(${name.value}:)`;
          return [
            ...checkLabel(argument, access.of(argument), categories, say),
            ...checkSingle(argument, access.of(argument), say),
          ];
        }),
        ...checkDirectives(at, definition, member, say),
      ];
    });
  });
}

const missing =
  'write @access(category: "...") on it with a row of policy/matrix.yaml; no type lends public to a field';

function checkLabel(at: string, label: Access | undefined, categories: ReadonlySet<string>, say: Say): string[] {
  if (!label) return [say(at, `names no data category: ${missing}`)];
  return guardsOf(label)
    .filter((category) => !categories.has(category))
    .map((category) => say(at, `names the unknown category ${category}`));
}

// A filter leaf, a sort key and a look-up are compiled for a single category.
function checkSingle(at: string, label: Access | undefined, say: Say): string[] {
  return label === undefined || label.also.length === 0 ? [] : [say(at, 'is an input and states `also`')];
}

function checkDomain(at: string, member: Member, label: Access | undefined, say: Say): string[] {
  if (!label?.domain) return [];
  const found = member.kind === Kind.FIELD_DEFINITION ? misfit(member, label) : 'is an input and states a domain';
  return found === undefined ? [] : [say(at, found)];
}

function checkClassified(at: string, member: Member, keys: ReadonlySet<string>, say: Say): string[] {
  return [
    ...('type' in member && member.type.kind === Kind.NON_NULL_TYPE ? [say(at, 'is classified and non-null')] : []),
    ...(keys.has(member.name.value) ? [say(at, 'is classified and a @key')] : []),
  ];
}

function checkDirectives(at: string, definition: object, member: Member, say: Say): string[] {
  const { directives = [] } = definition as ObjectTypeDefinitionNode;
  return [...(member.directives ?? []), ...directives]
    .filter(({ name }) => forbiddenDirectives.has(name.value))
    .map(({ name }) => say(at, `uses @${name.value}, which our sources may not use`));
}

const connectives = new Set(['and', 'or', 'not']);

function checkUse(definition: object, member: Member, label: Access | undefined, say: Say): string[] {
  const { kind, name } = definition as ObjectTypeDefinitionNode;
  const at = `${name.value}.${member.name.value}`;
  // A filter over records has and, or, not; StringFilter and the like only have operators.
  const combinable = membersOf(definition).some((sibling) => connectives.has(sibling.name.value));
  if ((kind as string) === Kind.INPUT_OBJECT_TYPE_DEFINITION && combinable && !connectives.has(member.name.value)) {
    return label?.use === 'FILTER' ? [] : [say(at, 'is a filter without use: FILTER')];
  }
  if ((kind as string) === Kind.ENUM_TYPE_DEFINITION && name.value.endsWith('SortField')) {
    return label?.use === 'SORT' ? [] : [say(at, 'is a sort key without use: SORT')];
  }
  if ((kind as string) === Kind.ENUM_TYPE_DEFINITION && /(Facet|Histogram|Sum)Field$/.test(name.value)) {
    return label?.use === 'AGGREGATE' ? [] : [say(at, 'is counted by without use: AGGREGATE')];
  }
  return [];
}

function checkAgreement(access: AccessMap, seen: Map<string, string>, say: Say): string[] {
  return access.coordinates().flatMap((coordinate) => {
    const label = JSON.stringify(access.of(coordinate));
    const known = seen.get(coordinate);
    seen.set(coordinate, label);
    return known !== undefined && known !== label ? [say(coordinate, 'is labelled differently in another source')] : [];
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
