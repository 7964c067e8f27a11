import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  typeFromAST,
  validate,
} from 'graphql';
import { schemaSdl } from '../../../cli/policy/printSchema.js';
import type { Answered } from '../../../client/index.js';
import { type PrintedAnswer, printAnswer } from '../../../console/pages/workbench/answer/printAnswer.js';
import { checkQuestion } from '../../../console/pages/workbench/question/checkQuestion.js';
import { costOf } from '../../../console/pages/workbench/question/costOf.js';
import { curlOf } from '../../../console/pages/workbench/question/curlOf.js';
import { describeAt } from '../../../console/pages/workbench/question/describeAt.js';
import { examples } from '../../../console/pages/workbench/question/examples.js';
import { operationToRun, readQuestion } from '../../../console/pages/workbench/question/readQuestion.js';
import { checkVariables, readVariables } from '../../../console/pages/workbench/question/readVariables.js';
import { createCostCounter } from '../../../gateway/documents/cost.js';
import { prepareOperation } from '../../../gateway/documents/prepared.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { packageFile, readPackageFile } from '../../../schema/files.js';
import { filesBelow } from '../../style/tree.js';

/** A view without `Consignment.risk`. */
const schema = buildSchema(`
  type Query { "Consignments, newest first." consignments("How many." first: Int = 20, mrn: String): ConsignmentConnection container(id: ID!): Container }
  type ConsignmentConnection { edges: [ConsignmentEdge!] }
  type ConsignmentEdge { node: Consignment }
  type Consignment { mrn: String consignments(first: Int = 20): ConsignmentConnection }
  type Container { id: ID! }
`);
const answerOf = (data: unknown, more: object = {}): Answered =>
  ({ data, extensions: { requestId: 'r' }, ...more }) as Answered;

const normal = (text: string) => print(parse(text));
const before = ({ text }: PrintedAnswer, at: number) => /[^\n ][^\n]*$/.exec(text.slice(0, at))?.[0];

describe('an answer in the workbench', () => {
  test('is JSON of what came', () => {
    const data = { a: [1, 'two', null, true, [], {}], b: { c: 'ü"\\' } };
    const { text, marks } = printAnswer(answerOf(data));
    expect(text).toBe(JSON.stringify({ data }, null, 2));
    expect(marks).toEqual([]);
    const errors = [{ message: 'lost', extensions: { code: 'SOURCE_TIMEOUT' } }];
    expect(JSON.parse(printAnswer(answerOf(data, { errors })).text)).toEqual({ data, errors });
  });

  test('marks withheld, masked, hit and unanswered cells where they stand, and no other null', () => {
    const withheld = [
      { path: 'list.*.risk', category: 'cargo.risk', effect: 'NONE', reason: 'CATEGORY', count: 2 },
      {
        path: 'list.*.name',
        category: 'cargo.parties',
        effect: 'MASKED',
        reason: 'CATEGORY',
        count: 1,
        cells: { n: 2, bits: 'AQ' },
      },
      {
        path: 'hit',
        category: 'persons.identity',
        effect: 'HIT',
        reason: 'ORIGINATOR',
        count: 1,
        contact: 'desk@x.example',
      },
    ];
    const errors = [{ message: '-', path: ['lost'], extensions: { code: 'SOURCE_TIMEOUT', source: 'cargo' } }];
    const data = {
      list: [
        { risk: null, name: 'F…' },
        { risk: null, name: 'Full' },
      ],
      hit: null,
      lost: null,
      none: null,
    };
    const printed = printAnswer(answerOf(data, { extensions: { requestId: 'r', withheld }, errors }));
    expect(printed.marks.map(({ path, cell, at }) => [path.join('.'), cell.state, before(printed, at)])).toEqual([
      ['list.0.risk', 'withheld', '"risk": null'],
      ['list.0.name', 'masked', '"name": "F…"'],
      ['list.1.risk', 'withheld', '"risk": null'],
      ['hit', 'hit', '"hit": null'],
      ['lost', 'unanswered', '"lost": null'],
    ]);
  });

  test('shows each letter that turns or hides text as its number, and reads back the same', () => {
    const name = 'a\u202etxt.exe\u200b\u2066\u00ad\u0007\u2028\ufeff\u{e0041}b';
    const printed = printAnswer(answerOf({ [name]: name }));
    expect(printed.text.replaceAll('\n', '')).not.toMatch(/\p{C}|\p{Zl}/u);
    expect(JSON.parse(printed.text).data).toEqual({ [name]: name });
  });

  test('says where the texts of others stand, to give each its own direction', () => {
    const printed = printAnswer(answerOf({ name: 'محمد', n: 1, empty: '' }));
    expect(printed.strings.map(([from, to]) => printed.text.slice(from, to))).toEqual(['محمد']);
  });
});

describe('a question in the workbench', () => {
  const check = (text: string) => checkQuestion(text, readQuestion(text), schema);

  test('is checked as it is typed: what is wrong, where, and what is only not in the view', () => {
    expect(check('')).toEqual([]);
    expect(check('# nothing yet\n')).toEqual([]);
    expect(check('{ consignments { ')).toMatchObject([{ kind: 'error', line: 1 }]);
    const text = '{\n  consignments { edges { node { mrn risk { score } } } }\n  persons2 }';
    expect(check(text)).toMatchObject([
      { kind: 'notInView', line: 2, message: 'Consignment.risk' },
      { kind: 'error', line: 3, message: expect.stringContaining('persons2') },
    ]);
    expect(check(text).map(({ from, to }) => text.slice(from, to))).toEqual(['risk', 'persons2']);
    expect(checkQuestion('{ anything }', readQuestion('{ anything }'), undefined)).toEqual([]);
  });

  test('runs the operation that is named, where there are several', () => {
    const { document, operations } = readQuestion('query A { container(id: 1) { id } } query B { __typename }');
    expect(operations).toEqual(['A', 'B']);
    expect(operationToRun(document as never, 'B')?.name?.value).toBe('B');
    expect(operationToRun(document as never, 'C')).toBeUndefined();
  });

  test('has variables that are read and checked against it', () => {
    expect(readVariables(' ', 'no object')).toEqual({ values: {} });
    expect(readVariables('[1]', 'no object')).toEqual({ error: 'no object' });
    expect(readVariables('{', 'no object').error).toBeTruthy();
    const operation = operationToRun(parse('query ($id: ID!) { container(id: $id) { id } }'), undefined) as never;
    const unknown = (name: string) => `unknown ${name}`;
    expect(checkVariables(schema, operation, { id: 'x' }, unknown)).toEqual([]);
    expect(checkVariables(schema, operation, { idd: 'x' }, unknown)).toEqual([
      expect.stringContaining('"$id" of required type "ID!" was not provided'),
      'unknown idd',
    ]);
  });

  test('is counted as the gateway counts it, fragments and variables in', () => {
    const document = parse(
      'query ($n: Int) { consignments(first: $n) { edges { node { ...F } } } } fragment F on Consignment { consignments(first: 3) { edges { node { mrn } } } }',
    );
    const operation = operationToRun(document, undefined) as never;
    expect(costOf(schema, document, operation, { n: 10 })).toBe(10 + 10 * 3);
    expect(costOf(schema, document, operation, { n: 'ten' })).toBeUndefined();
    const circle = parse('{ ...F } fragment F on Query { ...F }');
    expect(costOf(schema, circle, operationToRun(circle, undefined) as never, {})).toBeUndefined();
  });

  test.each([
    ['NL-CUSTOMS', 'ANALYST', 'CUSTOMS_CONTROL'],
    ['DE-POLICE', 'ANALYST', 'CRIMINAL_INVESTIGATION'],
    ['NL-CUSTOMS', 'AUDITOR', 'DATA_PROTECTION_AUDIT'],
  ] as const)(
    'of %s, %s, is counted by the printed schema of its view as by the supergraph',
    async (agency, role, purpose) => {
      const view = buildSchema(await schemaSdl({ viewing: { agency, role, purpose, caseReference: undefined } }));
      const { apiSchema, costs } = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
      const gateway = { schema: apiSchema, counter: createCostCounter(apiSchema, costs), needsPurpose: () => true };
      const seen = new Set<number>();
      for (const text of questions()) {
        const document = parse(text);
        if (validate(view, document).length > 0) continue;
        for (const { name } of document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)) {
          const operation = operationToRun(document, name?.value) as OperationDefinitionNode;
          const values = variablesOf(view, operation);
          const prepared = prepareOperation({ hash: '', document, operation }, gateway);
          const cost = prepared.objects(prepared.coerce(values));
          expect([print(operation), costOf(view, document, operation, values)]).toEqual([print(operation), cost]);
          seen.add(cost);
        }
      }
      expect(seen.size).toBeGreaterThan(5);
    },
  );

  test('is described at each place', () => {
    const text = '{ consignments(first: 1) { edges { node { mrn } } } }';
    expect(describeAt(schema, text, 5)).toContain('Consignments, newest first.');
    expect(describeAt(schema, text, text.indexOf('first') + 2)).toContain('How many.');
    expect(describeAt(schema, '', 0)).toBe('');
  });
});

describe('a question copied as curl', () => {
  const viewer = {
    ...{ server: 'https://graph.example/graphql', issuer: 'i', subject: 's', agency: 'NL-CUSTOMS', role: 'ANALYST' },
    ...{ clearance: 'PUBLIC', purpose: 'CUSTOMS_CONTROL', caseReference: "NLC'; rm", justification: 'Größe' },
  };

  test('has no token, and nothing in it acts on the shell or the terminal', () => {
    const query = '{ a(b: "\'$(id)`id`") }';
    const variables = { x: 'Ж\u009b\u001b[2J' };
    const line = curlOf({ query, variables }, viewer);
    expect(line).toContain('Bearer $TOKEN');
    expect(line).not.toMatch(/[^\x20-\x7e\n]/);
    expect(line).toContain("-H 'Case-Reference: NLC'\\''%3B%20rm'");
    const words = execFileSync('sh', ['-c', line.replace(/^curl/, "printf '%s\\0'")], {
      env: { TOKEN: 'token' },
      encoding: 'utf8',
    }).split('\0');
    expect(words.slice(0, 4)).toEqual(['-s', viewer.server, '-H', 'Authorization: Bearer token']);
    expect(JSON.parse(words.at(-2) ?? '')).toEqual({ query, variables });
  });
});

describe('the examples of the workbench', () => {
  const readme = readFileSync(packageFile('README.md'), 'utf8');
  const questions = [...readme.matchAll(/```graphql[^\n]*\n(.*?)```/gs)].map(([, text = '']) => normal(text));

  test.each(examples.map(({ id, query }) => [id, query]))('have the question %s of the README', (_id, query) => {
    const literal = query.replace('query Trace($container: ID!) ', '').replace('$container', '"ZZZU2601176"');
    expect(questions).toContain(normal(literal));
  });
});

/** What partner systems, the demonstration and the console ask. */
function questions(): readonly string[] {
  const files = filesBelow(['schema/profiles', 'ingest/demo'], /\.graphql$/).map(({ text }) => text);
  const ofConsole = filesBelow(['console'], /\.gql\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/^export const \w+ = (".*") as Document/gm)].map(([, json = '']) => JSON.parse(json) as string),
  );
  return [...files, ...ofConsole, ...examples.map(({ query }) => query)];
}

/** Something valid for each variable; lists have three items. */
function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Record<string, unknown> {
  const exampleOf = (type: GraphQLInputType): unknown => {
    if (isNonNullType(type)) return exampleOf(type.ofType);
    if (isListType(type)) return Array.from({ length: 3 }, () => exampleOf(type.ofType));
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isInputObjectType(type)) {
      const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
      return Object.fromEntries(required.map((field) => [field.name, exampleOf(field.type)]));
    }
    return ({ Int: 7, Float: 0.5, Boolean: true } as Record<string, unknown>)[type.name] ?? 'x';
  };
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type }) => {
      const input = typeFromAST(schema, type);
      return [variable.name.value, isInputType(input) ? exampleOf(input) : null];
    }),
  );
}
