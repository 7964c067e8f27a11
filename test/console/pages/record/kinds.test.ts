import { beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, isInterfaceType, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { linkTypes, recordTypes } from '../../../../console/pages/record/decider.js';
import { allKinds, kindOf } from '../../../../console/pages/record/kinds/all.js';
import { type Field, stated } from '../../../../console/pages/record/kinds/field.js';
import type { Kind } from '../../../../console/pages/record/kinds/kind.js';
import {
  furtherOrigin,
  furtherTerms,
  origin,
  terms,
  versionFields,
} from '../../../../console/pages/record/kinds/terms.js';
import { Conditions, Versions } from '../../../../console/pages/record/versions/versions.gql.js';
import { fieldTexts } from '../../../../console/texts/fields.js';
import { recordTexts } from '../../../../console/texts/record.js';
import { readApiSchema } from '../../../../gateway/supergraph/apiSchema.js';
import { readPackageFile } from '../../../../schema/files.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await readApiSchema(readPackageFile('schema', 'supergraph.graphql'));
});

/** Leaves that a document asks for: path in the answer and coordinate, as `node.name Person.name`. */
function asked(document: string): string[] {
  const info = new TypeInfo(schema);
  const path: string[] = [];
  const leaves: string[] = [];
  const ast = parse(document);
  const fragments = new Map(
    ast.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [])),
  );
  const walk = (node: Parameters<typeof visit>[0]): void => {
    visit(
      node,
      visitWithTypeInfo(info, {
        Field: {
          enter: ({ name, selectionSet }) => {
            path.push(name.value);
            if (!selectionSet) leaves.push(`${path.join('.')} ${info.getParentType()?.name}.${name.value}`);
          },
          leave: () => {
            path.pop();
          },
        },
        FragmentSpread: ({ name }) => {
          const fragment = fragments.get(name.value);
          if (fragment) walk(fragment);
        },
      }),
    );
  };
  for (const each of ast.definitions) if (each.kind === 'OperationDefinition') walk(each);
  return leaves.filter((leaf) => !/(^__|pageInfo|totalCount)/.test(leaf)).sort();
}

/** The same, of what a kind describes. */
function described(base: string, type: string, fields: readonly Field[]): string[] {
  return fields.flatMap((field): string[] => {
    const at = field.name === '' ? base : `${base}.${field.name}`;
    switch (field.as) {
      case 'record':
        return described(at, field.type, [{ as: 'code', name: 'id' }, field.title, stated, ...field.parts]);
      case 'either':
        return described(base, type, field.records);
      case 'thing':
        return described(at, field.type, [field.key, ...field.parts]);
      case 'object':
      case 'list':
      case 'amount':
      case 'place':
      case 'subject':
      case 'stated':
      case 'joined':
        return described(at, field.type, field.parts);
      default:
        return [`${at} ${type}.${field.name}`];
    }
  });
}

const named = (fields: readonly Field[], type: string): string[] =>
  fields.flatMap((field) => [
    ...(field.as === 'record' && field.name === '' ? [] : [`${type}.${field.name}`]),
    ...(field.as === 'either' ? [] : 'parts' in field ? named(field.parts, field.type) : []),
    ...(field.as === 'record' ? [`${field.type}.${field.title.name}`] : []),
  ]);

/** What parts/table/MatchCard.tsx shows. */
const cardOf = (at: string, type: string) => [
  ...['agreements', 'omissions', 'contradictions'].flatMap((list) =>
    ['bits', 'datum', 'how', 'says', 'words'].map((name) => `${at}.${list}.${name} MatchEvidence.${name}`),
  ),
  ...['en', 'fr'].map((language) => `${at}.sentence.${language} MatchSentence.${language}`),
  ...['silent', 'settledBy'].map((name) => `${at}.${name} ${type}.${name}`),
];

const kinds = allKinds.map((kind) => [kind.type, kind] as const);

describe.each(kinds)('of the kind %s', (_, kind: Kind) => {
  test('the page shows all that its question asks, and asks for nothing else', () => {
    const head = kind.root === 'node' ? ['node.id Node.id'] : [];
    const title = kind.title ? [`${kind.root}.${kind.title} ${kind.type}.${kind.title}`] : [];
    const envelope = kind.isRecord
      ? [
          ...described('node.handling', 'Handling', terms.fields),
          ...described('node.provenance', 'Provenance', origin.fields),
        ]
      : [];
    const fields = described(
      kind.root,
      kind.type,
      kind.groups.flatMap((group) => group.fields),
    );
    expect(asked(kind.question)).toEqual([...new Set([...head, ...title, ...envelope, ...fields])].sort());
  });

  test('its tables show all that is asked of its links, and ask for nothing else', () => {
    const tables = kind.links?.tables ?? [];
    const shown = tables.flatMap(({ name, type, columns }) =>
      described(`${kind.root}.${name}.edges.node`, type, columns),
    );
    expect(kind.links ? asked(kind.links.question) : []).toEqual([...new Set(shown)].sort());
  });

  test('its candidates show what agrees and what does not, and ask for nothing else', () => {
    for (const { question, of, each } of kind.matches ?? []) {
      const owner = ['node', ...(each?.at ?? []), ...(each?.at.at(-1) === 'edges' ? ['node'] : [])].join('.');
      const called = each ? described(owner, each.type, each.called) : [];
      const shown = of.flatMap(({ at, type, columns }) => {
        const list = [owner, ...at].join('.');
        return [...described(`${list}.matches`, type, columns), ...cardOf(`${list}.matches`, type)];
      });
      const lists = asked(question).filter((leaf) => !/Matches\.state$/.test(leaf));
      expect(lists).toEqual([...new Set([...called, ...shown])].sort());
    }
  });

  test('each table is asked for by a variable of its name', () => {
    const booleans = [...(kind.links?.question ?? '').matchAll(/\$(\w+): Boolean!/g)].map(([, name]) => name);
    expect(booleans).toEqual(kind.links?.tables.map(({ name }) => name) ?? []);
  });

  test('each field, table and group has a name in words', () => {
    const fields = [
      ...named(
        kind.groups.flatMap((group) => group.fields),
        kind.type,
      ),
      ...named([...terms.fields, ...furtherTerms.fields], 'Handling'),
      ...named([...origin.fields, ...furtherOrigin.fields], 'Provenance'),
      ...(kind.links?.tables ?? []).flatMap(({ name, type, columns }) => [
        `${kind.type}.${name}`,
        ...named(columns, type),
      ]),
      ...(kind.matches ?? []).flatMap(({ of }) => of.flatMap(({ type, columns }) => named(columns, type))),
    ];
    const isNamed = (coordinate: string) => coordinate in fieldTexts || (coordinate.split('.')[1] ?? '') in fieldTexts;
    expect(fields.filter((coordinate) => !isNamed(coordinate))).toEqual([]);
    expect(kind.groups.filter(({ id }) => !(id in recordTexts.groups))).toEqual([]);
    expect((kind.matches ?? []).filter(({ id }) => !(id in recordTexts.matches.titles))).toEqual([]);
    expect(recordTexts.kinds).toHaveProperty(kind.type);
  });
});

test('what is asked of origin and conditions in full is what is shown of them', () => {
  const shown = [
    ...described('node.handling', 'Handling', furtherTerms.fields),
    ...described('node.provenance', 'Provenance', furtherOrigin.fields),
  ];
  expect([...new Set(asked(Conditions))]).toEqual(shown.sort());
});

test('what is asked of earlier versions is what is shown of them', () => {
  const shown = described('node.versions', 'RecordVersion', versionFields);
  expect([...new Set(asked(Versions))]).toEqual(shown.sort());
});

describe('the kind of a record', () => {
  test('is told by its public id', () => {
    expect(kindOf('person_o34mxrdoiulbxtplecrcanre')?.type).toBe('Person');
    expect(kindOf('operation_saltmarsh777777777777777')?.type).toBe('JointOperation');
  });

  test.each(['', 'person', 'person_', 'person_UPPER', '__proto___x', 'constructor_a', 'run_abc', 'person_a/../b'])(
    'is none for "%s"',
    (id) => {
      expect(kindOf(id)).toBeUndefined();
    },
  );

  test('is known for every type of the graph that has a public id', () => {
    const node = schema.getType('Node');
    if (!isInterfaceType(node)) throw new Error('no Node');
    const types = schema.getImplementations(node).objects.map(({ name }) => name);
    expect(
      allKinds
        .filter(({ root }) => root === 'node')
        .map(({ type }) => type)
        .sort(),
    ).toEqual([...types].sort());
    expect([...recordTypes].sort()).toEqual([...types].sort());
  });

  test('is not what decides about a link that the graph explains by itself', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) =>
        isObjectType(type) && 'explain' in type.getFields() && !recordTypes.has(type.name) && type.name !== 'Viewer',
    );
    expect([...linkTypes].sort()).toEqual(own.map(({ name }) => name).sort());
  });
});
