import { describe, expect, it } from '@jest/globals';
import { type ExplainCommand, explainField } from '../../../cli/policy/explain.js';
import { loadPolicy } from '../../../policy/loading/load.js';

function explained(asked: Partial<ExplainCommand>): string[] {
  const lines: string[] = [];
  explainField({
    policyDir: undefined,
    agency: 'NL-CUSTOMS',
    role: 'ANALYST',
    purpose: 'RISK_ANALYSIS',
    caseReference: undefined,
    coordinate: 'Identification.number',
    json: false,
    out: (line) => lines.push(line),
    ...asked,
  });
  return lines;
}

describe('policy show of a viewer', () => {
  it('says the effect, the rule, and each way to more', () => {
    expect(explained({})).toEqual(
      expect.arrayContaining([
        'NONE: nothing, whatever the record, because of the purpose',
        'FULL if the purpose were CUSTOMS_CONTROL',
      ]),
    );
  });

  it('prints one line for one change, by the highest effect that it gives, and keeps all in JSON', () => {
    const of = { agency: 'ES-TAX', purpose: 'SANCTIONS_ENFORCEMENT', coordinate: 'Incident.narrative' } as const;
    const grants = explained(of).flatMap((line) => /^(\w+) .*gave TAX_MS (\w+) of/.exec(line)?.slice(1).join() ?? []);
    expect(grants).toEqual(['FULL,FULL', 'FULL,FULL', 'FULL,FULL']);
    const { elevations } = JSON.parse(explained({ ...of, json: true })[0] ?? '');
    expect(
      elevations
        .map(({ to }: { to: string }) => to)
        .sort()
        .join(),
    ).toBe('FULL,FULL,FULL,HIT,HIT,HIT,MASKED,MASKED,MASKED');
  });

  it('says the same as JSON', () => {
    const [line = ''] = explained({ json: true });
    expect(JSON.parse(line)).toMatchObject({
      effect: 'NONE',
      rule: 'cap.purpose.persons.documents',
      elevations: expect.arrayContaining([
        {
          to: 'FULL',
          changes: [expect.objectContaining({ by: 'VIEWER', kind: 'PURPOSE', purpose: 'CUSTOMS_CONTROL' })],
        },
      ]),
    });
  });

  it('says that a request would be refused for want of a case', () => {
    const lines = explained({ agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION', coordinate: 'Person.birthDate' });
    expect(lines.join('\n')).toContain('such a request is refused');
  });

  it('says so too of a case that is not of the form of the agency, as the gateway would', () => {
    const asked = { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION', coordinate: 'Person.birthDate' } as const;
    const { example } = loadPolicy().agencies['ES-TAX']?.caseReference ?? { example: '' };
    expect(explained({ ...asked, caseReference: example }).join('\n')).not.toContain('such a request is refused');
    expect(explained({ ...asked, caseReference: 'case 9' }).join('\n')).toContain('such a request is refused');
  });

  it.each([
    [{ agency: 'NL-CUSTOM' }, 'did you mean NL-CUSTOMS'],
    [{ coordinate: 'Person.nam' }, 'did you mean Person.name'],
    [{ coordinate: '__proto__' }, 'not a field of the schema'],
  ])('names what it does not know: %j', (asked, words) => {
    expect(() => explained(asked)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    try {
      explained(asked);
    } catch (error) {
      expect(JSON.stringify([(error as Error).message, (error as { facts?: unknown }).facts ?? error])).toContain(
        words,
      );
    }
  });

  it('says what is told of a record of the person who asks, by the rule of such records, and not of what is special or raw', () => {
    const dpo = { agency: 'DE-POLICE', role: 'DPO', purpose: 'DATA_SUBJECT_REQUEST', json: true } as const;
    const of = (coordinate: string, ofAsked: boolean) =>
      JSON.parse(explained({ ...dpo, caseReference: 'DEP-2026-00301', coordinate, ofAsked })[0] ?? '');
    expect(of('Person.birthDate', true)).toMatchObject({ effect: 'FULL', rule: 'subject', askable: true });
    expect(of('Person.birthDate', false)).toMatchObject({ effect: 'NONE' });
    expect(of('Person.special', true)).toMatchObject({ effect: 'NONE', category: 'persons.special' });
    expect(of('Provenance.sourceRecord', true)).toMatchObject({ effect: 'NONE', category: 'provenance.raw' });
    const [line] = explained({ ...dpo, coordinate: 'Person.birthDate', ofAsked: true, json: false });
    expect(line).toBe('Person.birthDate of the person who asks as DE-POLICE DPO, DATA_SUBJECT_REQUEST');
  });
});
