import { describe, expect, it } from '@jest/globals';
import { Kind } from 'graphql';
import { records } from '../../../schema/records/index.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
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
    const nodes = readSourceSdl('directory').definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
      definition.interfaces?.some(({ name }) => name.value === 'Node')
        ? [definition.name.value]
        : [],
    );
    const known = Object.values(records).map(({ idPrefix }) => nodeTypeOf(`${idPrefix}_abcdefgh`));
    expect(known.filter((type) => type !== null).sort()).toEqual(nodes.sort());
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
