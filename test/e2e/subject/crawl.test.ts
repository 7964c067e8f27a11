import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { createRandom } from '../../subgraphs/kit/compiled/randomOperation.js';
import { type Asker, openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { objectsIn, textOf } from '../crawl/answers.js';
import { type Form, formsOf, questionOf, shuffled } from '../crawl/forms.js';
import { isHolding, type SubjectAnswer, subjectQuery } from './asking.js';

/*
 * The officer who answers persons walks the paths of the schema, before and after he has asked what is held of somebody. Here a few
 * of them; `npm run fuzz -- subject` takes all.
 */
const isWhole = process.env.TEST_CRAWL === 'whole';
const policy = loadPolicy();
const schema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), { assumeValidSDL: true });
const types = new Set(nodeRecords.map(({ type }) => type));
const forms = shuffled(createRandom(33), formsOf(schema, [...types])).filter(({ root }) => types.has(root.type));
const walked = isWhole ? forms : forms.slice(0, 16);

let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await openTestDeployment({ demo: true });
}, 120_000);
afterAll(() => deployment?.close());

const vera = { name: 'Inventa Voorbeeldink-Tango', birthDate: '1988-02-14', identifiedBy: 'IN_PERSON' };

describe('the officer who answers persons', () => {
  const agency = policy.agencies['NL-CUSTOMS'];
  const officer: Asker = {
    ...{ agency: 'NL-CUSTOMS', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST' },
    ...{ subject: 'officer-1', caseReference: agency?.caseReference.example ?? '' },
  };
  const askSubject = async (): Promise<SubjectAnswer> =>
    (await deployment.ask(officer, subjectQuery, { asked: vera })).body.data.subject;
  const walk = async (form: Form, ids: readonly string[]) => {
    const { query } = questionOf(schema, createRandom(1), form);
    const of = nodeRecords.find(({ type }) => type === form.root.type)?.idPrefix;
    const id = ids.find((each) => each.startsWith(`${of}_`));
    if (form.root.list === null && id === undefined) return null;
    const { body } = await deployment.ask(officer, query, form.root.list === null ? { id } : { first: 3 });
    return body;
  };

  it('sees no record on any path, whether or not he asked what is held of its person', async () => {
    const before = [];
    for (const form of walked) if (form.root.list !== null) before.push(textOf((await walk(form, []))?.data));
    const held = Object.values(await askSubject()).flatMap(({ found }) => found);
    expect(held.some(isHolding('Person')) && held.some(isHolding('Interest'))).toBe(true);
    const ids = held.flatMap(({ id, recordId }) => [id, ...(recordId ? [recordId] : [])]);
    const after = [];
    for (const form of walked) {
      const body = await walk(form, ids);
      if (body === null) continue;
      if (form.root.list !== null) after.push(textOf(body.data));
      const records = [...objectsIn(body.data)].filter(({ __typename: type }) => types.has(String(type)));
      expect({ form, records }).toEqual({ form, records: [] });
    }
    expect(after).toEqual(before);
    for (const id of ids)
      expect((await deployment.ask(officer, `{ node(id: "${id}") { id } }`)).body.data).toEqual({ node: null });
  }, 600_000);

  it.each([
    [
      'a filter by the name',
      `{ persons(filter: { name: { eq: "Inventa Voorbeeldink-Tango" } }) { edges { node { id } } } }`,
    ],
    ['a search', `{ search(text: "Inventa Voorbeeldink-Tango") { persons(first: 3) { state } } }`],
    ['a question by name', `{ matchPersons(questions: [{ names: ["Inventa Voorbeeldink-Tango"] }]) { total } }`],
    ['a count', `{ seizures { totalCount { number } } }`],
  ])('learns nothing by %s, before and after', async (_, query) => {
    const told = async () => {
      const { status, body } = await deployment.ask(officer, query);
      return textOf({
        status,
        data: body.data,
        codes: body.errors?.map(({ extensions }: { extensions: { code: string } }) => extensions.code),
      });
    };
    const first = await told();
    await askSubject();
    expect(await told()).toEqual(first);
    expect(first).not.toMatch(/"id":"person_|"number":[1-9]|"state":"OK"/);
  });

  it('of another agency gets nothing of it, and no state or number tells', async () => {
    const other: Asker = {
      ...officer,
      agency: 'BE-CUSTOMS',
      caseReference: policy.agencies['BE-CUSTOMS']?.caseReference.example ?? '',
    };
    const ask = async (asked: object) => (await deployment.ask(other, subjectQuery, { asked })).body.data.subject;
    expect(await ask(vera)).toEqual(await ask({ ...vera, name: 'Nemo Nusquam' }));
  });
});
