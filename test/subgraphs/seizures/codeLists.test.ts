import { describe, expect, test } from '@jest/globals';
import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
import { codeLists, transportModes } from '../../../subgraphs/seizures/codeLists.js';

const enums = new Map(
  readSourceSdl('seizures')
    .definitions.filter((each): each is EnumTypeDefinitionNode => each.kind === Kind.ENUM_TYPE_DEFINITION)
    .map(({ name, values = [] }) => [name.value, values.map((value) => value.name.value)]),
);

describe('the code lists of seizures', () => {
  test.each([
    ['placeKind', 'SeizurePlaceKind'],
    ['legalStatus', 'SeizureLegalStatus'],
    ['riskChannel', 'RiskChannel'],
    ['detectionMethod', 'DetectionMethod'],
    ['concealment', 'Concealment'],
    ['itemCategory', 'SeizedItemCategory'],
    ['drugGroup', 'DrugGroup'],
    ['personRole', 'SeizurePersonRole'],
  ] as const)('%s has the values of the enum %s', (list, name) => {
    expect([...codeLists[list]]).toEqual(enums.get(name));
  });

  test('modes of transport stand at their UNECE code', () => {
    expect([...transportModes]).toEqual(enums.get('TransportMode'));
    expect(transportModes[1]).toBe('SEA');
    expect(transportModes[8]).toBe('INLAND_WATER');
  });
});
