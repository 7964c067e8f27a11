import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  dispositionOf,
  type FtmDisposition,
  ftmDispositions,
} from '../../../../../ingest/formats/ftm/model/dispositions.js';
import { ftmElements } from '../../../../../ingest/formats/ftm/model/elements.js';
import {
  allSchemata,
  isAbstract,
  lineage,
  propertiesOf,
  propertyByReverse,
} from '../../../../../schema/formats/ftm/model.js';
import { generatedModel, toModelSource } from '../../../../schema/formats/ftm/generateModel.js';
import { describeWithReal, realFile } from '../../../support/samples.js';
import { entity, read } from '../entities.js';

const model = realFile('persons', 'ftm', 'ftm_default_model.json');

describeWithReal('ftm: the generated model', [model], () => {
  it('is what the generator makes of the model', () => {
    expect(readFileSync(generatedModel, 'utf8')).toBe(toModelSource(readFileSync(model, 'utf8')));
  });
});

describe('ftm: the model', () => {
  it('inherits properties, the nearest declaration first', () => {
    expect(lineage('Company')).toEqual(['Company', 'Asset', 'Thing', 'Value', 'Organization', 'LegalEntity']);
    expect(propertiesOf('Company').get('jurisdiction')?.qname).toBe('Company:jurisdiction');
    expect(propertiesOf('PublicBody').get('innCode')?.qname).toBe('LegalEntity:innCode');
  });

  it('finds a link by its name at the other end', () => {
    expect(propertyByReverse('Sanction', 'sanctions')?.name).toBe('entity');
    expect(propertyByReverse('Ownership', 'ownershipOwner')?.name).toBe('owner');
    expect(propertyByReverse('Ownership', 'sanctions')).toBeUndefined();
  });

  it('has a disposition for every schema, and for no other', () => {
    expect([...ftmDispositions.keys()].sort()).toEqual([...allSchemata].sort());
  });

  it('has a disposition for every property: mapped, or kept in the raw record', () => {
    const named = [...Object.keys(ftmElements().mapped), ...ftmElements().raw];
    expect(new Set(named).size).toBe(named.length);
    const qnames = allSchemata.flatMap((schema) => [...propertiesOf(schema).values()].map(({ qname }) => qname));
    expect(qnames.filter((qname) => !named.includes(qname))).toEqual([]);
  });
});

/** What reading one entity of a schema comes to, its owner or ends beside it: the kind of item, or the reason. */
async function becomes(schema: (typeof allSchemata)[number]): Promise<string> {
  const disposition: FtmDisposition = dispositionOf(schema);
  const owner = entity('xx-owner', 'Person', { name: ['Owner'], addressEntity: ['xx-it'] });
  const holder = entity('xx-o', 'Occupancy', { holder: ['xx-owner'], post: ['xx-it'] });
  const links = [...propertiesOf(schema).values()].filter(({ type }) => type === 'entity');
  const it = entity('xx-it', schema, {
    name: ['It'],
    ...Object.fromEntries(links.map(({ name }) => [name, ['xx-owner']])),
  });
  const { items } = await read(disposition.to === 'shared' ? [it, owner, holder] : [it, owner]);
  const own = items.find((item) => 'sourceRef' in item && item.sourceRef === 'xx-it');
  if (own !== undefined) return own.kind === 'reject' ? own.reason : own.kind;
  const within = items.some(
    (item) => item.raw !== undefined && String(item.raw).includes('"xx-it"') && item.kind !== 'reject',
  );
  return within ? 'within its owner' : 'lost';
}

describe('ftm: every schema of the model', () => {
  it.each(allSchemata)('%s is kept, part of its owner, or named as not kept', async (schema) => {
    const { to } = dispositionOf(schema);
    const expected =
      to === 'notKept' ? 'schema.notKept' : ['part', 'shared', 'raw'].includes(to) ? 'within its owner' : to;
    expect(await becomes(schema)).toBe(expected);
    if (isAbstract(schema)) expect(to).toBe('notKept');
  });
});
