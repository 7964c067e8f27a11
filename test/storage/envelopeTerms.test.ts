import { describe, expect, it } from '@jest/globals';
import { readEnvelopeTerms } from '../../storage/envelopeTerms.js';
import { sql } from '../../storage/kysely.js';
import { openDatabase } from '../../storage/pool/database.js';
import { statedEnvelopeColumns } from '../../storage/sql.js';
import { ownTestDatabase } from '../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase({ sources: ['cargo'] });
const db = database.ending(openDatabase(database.url('cargo'), { source: 'cargo', max: 1 }));

async function termsOf(values: string) {
  const [row] = await db.rows(sql<{ env_terms: string }>`
    select ${statedEnvelopeColumns('r')} from (values (${sql.raw(values)})) as r (classification, minor, source,
      data_subject_category, joint_operation, handling_codes, addressees, releasable_to, hit_to, purpose_limits, holds,
      originator, handling_note, source_evaluation, information_evaluation, expires_at, source_ref, case_reference)`);
  return readEnvelopeTerms(row?.env_terms ?? '');
}

const rest = `'o', null, null, null, null, 'ref', null`;

describe('readEnvelopeTerms', () => {
  it('reads what the columns hold, whatever characters are in it', async () => {
    const awkward = ['', 'NULL', 'null', 'a,b', '{x}', '"', "'", '\\', 'a b', 'é'];
    const literal = `array[${awkward.map((text) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`).join(', ')}]`;
    const terms = await termsOf(
      `2, true, 'NULL', null, 'a"b', ${literal}, '{}'::text[], array['x'], ${literal}, '{}'::text[], array['h','i'], ${rest}`,
    );
    expect(terms).toEqual({
      classification: 2,
      minor: true,
      source: 'NULL',
      dataSubjectCategory: null,
      jointOperation: 'a"b',
      handlingCodes: awkward,
      addressees: [],
      releasableTo: ['x'],
      hitTo: awkward,
      purposeLimits: [],
      holds: ['h', 'i'],
    });
  });

  it('refuses an envelope that lacks what a envelopeVerdict needs', async () => {
    const none = `'{}'::text[]`;
    await expect(
      termsOf(`0, false, 's', null, null, ${none}, ${none}, null::text[], ${none}, ${none}, ${none}, ${rest}`),
    ).rejects.toThrow(RangeError);
    expect(() => readEnvelopeTerms('{}')).toThrow(RangeError);
    expect(() => readEnvelopeTerms('{0,maybe,s,NULL,NULL,"{}","{}","{}","{}","{}","{}"}')).toThrow(RangeError);
  });
});
