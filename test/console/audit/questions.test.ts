import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import {
  filterOf,
  type LogQuestion,
  missingOf,
  monthOf,
  type QuestionId,
  questions,
  type Typed,
} from '../../../console/pages/audit/asking/questions.js';
import { auditTexts } from '../../../console/texts/audit.js';
import { packageFile } from '../../../schema/files.js';
import { numberTypes } from '../../../schema/identifiers/identifierKey.js';

const find = (id: QuestionId): LogQuestion => questions.find((each) => each.id === id) ?? questions[0];
const period = { from: '2026-11-01', through: '2026-11-30' };
const november = { gte: '2026-11-01T00:00:00Z', lt: '2026-12-01T00:00:00Z' };

describe('the ready questions of the console', () => {
  it('are those of docs/auditors.graphql, and all entries by filters', () => {
    const { definitions } = parse(readFileSync(packageFile('docs', 'auditors.graphql'), 'utf8'));
    const names = definitions.map((each) => ('name' in each ? each.name?.value : undefined));
    expect(questions.map(({ id }) => id).sort()).toEqual([...names, 'Entries'].sort());
  });

  it.each<[QuestionId, Typed, object]>([
    ['LooksInAMonth', period, { kind: { eq: 'OUTCOME' }, at: november }],
    ['LooksAtThisPerson', { id: ' person_a ', ...period }, { entity: { id: 'person_a', told: ['SHOWN', 'PRESENCE'] } }],
    ['LooksAtThisNumber', { type: 'Vessel', number: '9074729' }, { entity: { type: 'Vessel', number: '9074729' } }],
    ['AskedForThisName', { name: 'Ivan Petrov', id: 'person_a' }, { askedName: 'Ivan Petrov' }],
    ['LooksOfThisOfficer', { officer: 'a.b@example', ...period }, { subjectName: { eq: 'a.b@example' }, at: november }],
    [
      'LooksOfThisOfficer',
      { officer: 'e7a9fb2cb4b6fcb255fdc1ef7834024d' },
      { subject: { eq: 'e7a9fb2cb4b6fcb255fdc1ef7834024d' } },
    ],
    [
      'LooksAtOffHours',
      period,
      {
        kind: { eq: 'OUTCOME' },
        at: november,
        or: [{ hour: { gte: 19 } }, { hour: { lte: 6 } }, { weekday: { gte: 6 } }],
      },
    ],
    ['LooksAtMany', period, { kind: { eq: 'OUTCOME' }, at: november, disclosedCount: { gte: 50 } }],
    ['LooksAtMany', { least: '7' }, { kind: { eq: 'OUTCOME' }, disclosedCount: { gte: 7 } }],
    ['Enumerations', period, { kind: { eq: 'ENUMERATION' }, at: november }],
    ['LooksCounted', { from: '2026-11-01' }, { at: { gte: november.gte } }],
    ['Entries', {}, {}],
    [
      'Entries',
      { purpose: 'Risk analysis', role: 'front line' },
      { purpose: { eq: 'RISK_ANALYSIS' }, role: { eq: 'FRONT_LINE' } },
    ],
    [
      'Entries',
      { kind: 'REFUSED', code: 'FORBIDDEN', agency: 'NL-CUSTOMS', caseReference: 'C-1', through: '2026-11-30' },
      {
        kind: { eq: 'REFUSED' },
        code: { eq: 'FORBIDDEN' },
        agency: { eq: 'NL-CUSTOMS' },
        caseReference: { eq: 'C-1' },
        at: { lt: november.lt },
      },
    ],
  ])('%s of %j asks by these conditions', (id, typed, filter) => {
    expect(filterOf(find(id), typed)).toEqual(filter);
  });

  it('know each type under which the log names numbers', () => {
    expect(Object.keys(auditTexts.numberTypes).sort()).toEqual([...numberTypes].sort());
  });

  it('are not asked without what they are about', () => {
    expect(missingOf(find('LooksAtThisPerson'), { id: '  ' })).toEqual(['id']);
    expect(missingOf(find('LooksAtThisNumber'), { type: 'Vessel' })).toEqual(['number']);
    expect(missingOf(find('LooksInAMonth'), {})).toEqual([]);
  });

  it('begin with the month, and end with today', () => {
    expect(monthOf(new Date('2026-12-09T23:59:59Z'))).toEqual({ from: '2026-12-01', through: '2026-12-09' });
  });
});
