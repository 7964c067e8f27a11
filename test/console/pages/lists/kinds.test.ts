import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  parse,
  validate,
} from 'graphql';
import {
  countDocument,
  facetDocument,
  fileDocument,
  histogramDocument,
  pageDocument,
  placesDocument,
} from '../../../../console/pages/lists/asking/documents.js';
import { schemaDocument } from '../../../../console/pages/lists/asking/rights.js';
import { kinds } from '../../../../console/pages/lists/kinds/index.js';
import type { FilterForm, ListKind } from '../../../../console/pages/lists/kinds/kind.js';
import { listTexts } from '../../../../console/texts/lists.js';
import { readApiSchema } from '../../../../gateway/supergraph/apiSchema.js';
import { readPackageFile } from '../../../../schema/files.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await readApiSchema(readPackageFile('schema', 'supergraph.graphql'));
});

const named = kinds.map((kind) => [kind.id, kind] as const);
const constantsOf = (name: string) => (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);
const faultsOf = (document: string) => validate(schema, parse(document)).map(({ message }) => message);

/** What the graph takes for each form. */
const inputs: Readonly<Record<FilterForm['is'], RegExp>> = {
  text: /^StringFilter$/,
  oneOf: /^(Name|Codes)Filter$/,
  constants: /Filter$/,
  instants: /^DateTimeFilter$/,
  numbers: /^FloatFilter$/,
  dateBeginning: /^StringFilter$/,
  stood: /Within$/,
  box: /Within$/,
};

describe.each(named)('the list of %s', (_, kind: ListKind) => {
  test('asks questions that the graph takes, with every column', () => {
    const documents = [
      pageDocument(kind, kind.columns),
      fileDocument(kind, kind.columns),
      countDocument(kind),
      facetDocument(kind),
      histogramDocument(kind),
      schemaDocument(kind),
    ];
    expect(documents.flatMap(faultsOf)).toEqual([]);
  });

  test('narrows by inputs of the graph, each filled in as its type is', () => {
    const fields = (schema.getType(`${kind.stem}Filter`) as GraphQLInputObjectType).getFields();
    for (const { id, form, facet } of kind.data) {
      if (!form) continue;
      // Constants are chosen from what is counted.
      if (form.is === 'constants') expect({ id, facet }).toEqual({ id, facet: expect.any(String) });
      const type = fields[form.is === 'box' || form.is === 'stood' ? 'within' : id]?.type;
      expect({ id, type: type && getNamedType(type).name }).toEqual({
        id,
        type: expect.stringMatching(inputs[form.is]),
      });
    }
  });

  test('leaves out no filter that the graph has', () => {
    const all = Object.keys((schema.getType(`${kind.stem}Filter`) as GraphQLInputObjectType).getFields());
    const ours = kind.data.flatMap(({ id, form }) => (form ? [id] : []));
    expect(all.filter((name) => !['and', 'or', 'not', ...ours].includes(name))).toEqual([]);
  });

  test('counts by all that the graph counts by, and orders by what it orders by', () => {
    const facets = kind.data.flatMap(({ facet }) => facet ?? []);
    expect(facets.sort()).toEqual(constantsOf(`${kind.stem}FacetField`).sort());
    expect(kind.times.map(({ id }) => id).sort()).toEqual(constantsOf(`${kind.stem}HistogramField`).sort());
    const orders = kind.columns.flatMap(({ order }) => order ?? []);
    expect(orders.sort()).toEqual(constantsOf(`${kind.stem}SortField`).sort());
    expect(kind.places.filter(({ facet }) => !facets.includes(facet))).toEqual([]);
  });

  test('explains refusals by fields that the records have, and maps by data that it has', () => {
    const record = schema.getType(kind.type);
    const fields = record && 'getFields' in record ? Object.keys(record.getFields()) : [];
    expect(kind.data.map(({ id, of }) => of ?? id).filter((field) => !fields.includes(field))).toEqual([]);
    const ids = kind.data.map(({ id }) => id);
    const used = [...kind.places, ...kind.times].flatMap(({ datum }) => datum ?? []);
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has a title for all that is shown', () => {
    const ids = [kind.id, ...kind.columns.map(({ id }) => id), ...kind.data.map(({ id }) => id)];
    expect(ids.filter((id) => listTexts.title(id, kind.id) === id)).toEqual([]);
    expect(kind.times.filter(({ id }) => listTexts.time(id) === id)).toEqual([]);
    expect(kind.places.filter(({ facet }) => listTexts.places(facet) === facet)).toEqual([]);
  });
});

test('places are asked for twenty at once', () => {
  expect(faultsOf(placesDocument(Array.from({ length: 20 }, () => 'NLRTM')))).toEqual([]);
});
