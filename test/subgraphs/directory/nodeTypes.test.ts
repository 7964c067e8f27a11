import { describe, expect, it } from '@jest/globals';
import { readPackageFile } from '../../../schema/files.js';
import { records } from '../../../schema/records/index.js';
import { nodeTypeOf } from '../../../subgraphs/directory/nodeTypes.js';

describe('nodeTypeOf', () => {
  it('knows the prefix of every record type', () => {
    const prefixes = [
      'consignment',
      'person',
      'organization',
      'vesselrecord',
      'aircraftrecord',
      'seizure',
      'statistic',
      'incident',
      'operation',
    ];
    expect(prefixes.map((prefix) => nodeTypeOf(`${prefix}_abcdefghijklmnopqrstuvwx`))).toEqual([
      'Consignment',
      'Person',
      'Organization',
      'VesselRecord',
      'AircraftRecord',
      'Seizure',
      'SeizureStatistic',
      'Incident',
      'JointOperation',
    ]);
  });

  it('knows the types that the SDL calls nodes, and no other', () => {
    const nodes = [...readPackageFile('schema', 'directory.graphql').matchAll(/^type (\w+) implements Node /gm)];
    const known = Object.values(records).map(({ idPrefix }) => nodeTypeOf(`${idPrefix}_abcdefgh`));
    expect(known.filter((type) => type !== null).sort()).toEqual(nodes.map(([, type]) => type).sort());
  });

  it('gives null for any text that no source gave out', () => {
    const texts = [
      '',
      'person',
      'person_',
      'PERSON_abcdefgh',
      'relation_abcdefgh',
      'constructor_abcdefgh',
      'person_abc defgh',
    ];
    expect(texts.map(nodeTypeOf)).toEqual(texts.map(() => null));
  });
});
