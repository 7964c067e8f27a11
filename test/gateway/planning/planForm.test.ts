import type { QueryPlan } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { type ASTNode, type GraphQLSchema, getOperationAST, Kind, parse, print, visit } from 'graphql';
import { prepareOperation } from '../../../gateway/documents/prepared.js';
import { permissiveGate } from '../../../gateway/gate/permissiveGate.js';
import { ownNames } from '../../../gateway/planning/ownNames.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import type { RequestFacts } from '../../../policy/types.js';
import { createPlanFunction } from '../../fuzz/executors/planInProcess.js';
import { generateOperation } from '../../fuzz/generate/generate.js';
import { coerceVariables } from '../../fuzz/generate/variables.js';
import { supergraphNames, supergraphOf } from '../../fuzz/supergraphs.js';
import { hash } from '../../fuzz/world/random.js';
import { plainCounter } from '../support/plainCounter.js';

/** Operations over each supergraph. */
const count = Number(process.env.PLAN_FORMS ?? 40);

async function open(name: string) {
  const { sdl } = supergraphOf(name);
  const { apiSchema } = await loadSchema(sdl);
  return { apiSchema, names: ownNames(sdl), plan: createPlanFunction(sdl), gate: permissiveGate(apiSchema, sdl) };
}

/** What the planner cannot plan it cannot plan in either form. */
function outcomeOf(make: () => QueryPlan): string {
  try {
    return comparable(make());
  } catch (error) {
    return (error as Error).message.split(' ', 3).join(' ');
  }
}

/** A plan as text. The planner puts fields of one name together, whatever their aliases: the order of fields is not told. */
function comparable(plan: QueryPlan): string {
  return JSON.stringify(plan, (key, value) => (key === 'operation' ? sorted(value) : value));
}

function sorted(operation: string): string {
  const document = visit(parse(operation), {
    SelectionSet: { leave: (set) => ({ ...set, selections: [...set.selections].sort(byText) }) },
  });
  return print(document).replace(/\b(\w+): \1\b/g, '$1');
}

function byText(a: ASTNode, b: ASTNode): number {
  return print(a) < print(b) ? -1 : 1;
}

describe('a document is planned as what stands in for it, and the plan is its own', () => {
  test.each(supergraphNames)('over random operations of %s', async (name) => {
    const { apiSchema, names, plan, gate } = await open(name);
    let alike = 0;
    for (let seed = 0; seed < count; seed += 1) {
      const admitted = admit(apiSchema, gate, hash(seed, name), name === 'interfaceObjects' ? 16 : undefined);
      if (!admitted) continue;
      const plain = visit(admitted, {
        Field: (field) => {
          const own = names.of(field);
          return own === (field.alias ?? field.name).value
            ? undefined
            : { ...field, alias: { kind: Kind.NAME, value: own } };
        },
      });
      const form = names.form(admitted);
      const planned = outcomeOf(() => form.restore(plan(form.text)));
      expect(planned).toBe(outcomeOf(() => plan(print(plain))));
      if (form.text.includes('__portcullis_leaves')) alike += 1;
    }
    if (name === 'portcullis') expect(alike).toBeGreaterThan(0);
  });
});

function admit(apiSchema: GraphQLSchema, gate: ReturnType<typeof permissiveGate>, seed: number, most?: number) {
  const { document, variables } = generateOperation(apiSchema, seed, most);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const prepared = prepareOperation(
    { hash: '', document, operation },
    { schema: apiSchema, counter: plainCounter(apiSchema), needsPurpose: () => false },
  );
  const coerced = coerceVariables(apiSchema, document, variables) ?? {};
  const checked = { text: '', operation: prepared.settled(coerced), prepared, variables: coerced };
  return gate.prune(checked, {} as RequestFacts).document;
}

describe('the form of a document', () => {
  const { sdl } = supergraphOf('portcullis');
  const formOf = (text: string) => ownNames(sdl).form(parse(text));

  test('is the same for documents that differ in leaves, aliases and name alone', () => {
    const texts = [
      'query A { consignments(first: 3) { edges { node { mrn lrn seizures { totalCount } } } } }',
      'query B { all: consignments(first: 3) { edges { node { own: lrn mrn lrn seizures { totalCount } } } } }',
      'query C { consignments(first: 3) { edges { node { ucr s: seizures { totalCount } } } } }',
    ];
    const [plain, renamed, other] = texts.map((text) => formOf(text).text);
    expect(renamed?.replace('__portcullis_name0:', '')).toBe(plain);
    expect(other?.replace('__portcullis_name0:', '')).toBe(plain);
  });

  test.each([
    ['a value', '{ vessel(imo: "__portcullis_name0") { x: imo } }'],
    ['a variable', 'query($__portcullis_name0: String!) { vessel(imo: $__portcullis_name0) { x: imo } }'],
  ])('is the document itself where %s could be mistaken', (_title, text) => {
    const form = formOf(text);
    expect(print(parse(form.text))).toBe(print(parse(text)));
    const plan = { kind: 'QueryPlan', node: { operation: '{ __portcullis_name0 }' } } as unknown as QueryPlan;
    expect(form.restore(plan)).toBe(plan);
  });

  test('refuses a spread: what is not unfolded was neither counted nor checked', () => {
    expect(() => formOf('{ ...F } fragment F on Query { __typename }')).toThrow('is not unfolded');
  });
});
