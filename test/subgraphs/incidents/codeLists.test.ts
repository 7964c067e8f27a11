import { describe, expect, test } from '@jest/globals';
import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
import { codeLists } from '../../../subgraphs/incidents/codeLists.js';

const enums = new Map(
  readSourceSdl('incidents')
    .definitions.filter((each): each is EnumTypeDefinitionNode => each.kind === Kind.ENUM_TYPE_DEFINITION)
    .map(({ name, values = [] }) => [name.value, values.map((value) => value.name.value)]),
);

describe('the code lists of incidents', () => {
  test.each([
    ['kind', 'IncidentKind'],
    ['timePrecision', 'TimePrecision'],
    ['crimeArea', 'CrimeArea'],
    ['urgency', 'IncidentUrgency'],
    ['status', 'IncidentStatus'],
    ['participantRole', 'IncidentParticipantRole'],
    ['operationRole', 'OperationRole'],
  ] as const)('%s has the values of the enum %s', (list, name) => {
    expect([...codeLists[list]]).toEqual(enums.get(name));
  });
});
