import { describe, expect, it } from '@jest/globals';
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
