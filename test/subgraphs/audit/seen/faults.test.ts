import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogQuery } from '../../../../auditlog/store/pool.js';
import { destroyTokens } from '../../../../auditlog/store/retention/erase.js';
import { stripEntries } from '../../../../auditlog/store/retention/expire.js';
import { takeKey } from '../../../auditlog/support/treeKeys.js';
import { type AuditSource, openAudit } from '../ask.js';
import { askSeen, look, pageOf } from './scene.js';

let source: AuditSource;
beforeEach(async () => {
  source = await openAudit();
  await source.append(look('NL-CUSTOMS', 'RISK_ANALYSIS', [{}]).header, look('NL-CUSTOMS', null, [{}]).body);
  await source.append(look('NL-CUSTOMS', 'CUSTOMS_CONTROL', [{}]).header, look('NL-CUSTOMS', null, [{}]).body);
});
afterEach(() => source.close());

const purposesSeen = async (): Promise<unknown[]> => {
  const answer = await askSeen(source);
  expect(answer.errors).toBeUndefined();
  return pageOf(answer)?.rows.map(({ purpose }) => purpose) ?? [];
};

describe('a look that is gone', () => {
  it('is not told where it was erased, as its token went with its key', async () => {
    await destroyTokens(source.admin as LogQuery, 'main', [{ from: 1, to: 1 }]);
    expect(await purposesSeen()).toEqual(['CUSTOMS_CONTROL']);
  });

  it('is not told where its key alone is gone: it is being erased', async () => {
    await takeKey(source.admin, 'main', 1);
    expect(await purposesSeen()).toEqual(['CUSTOMS_CONTROL']);
  });

  it('is not told where it has expired', async () => {
    await stripEntries(source.admin as LogQuery, 'main', [{ from: 1, to: 1 }]);
    expect(await purposesSeen()).toEqual(['CUSTOMS_CONTROL']);
  });
});

it('a look is not even opened where its header does not name the agency: that its body is spoiled goes unnoticed', async () => {
  const others = look('BE-CUSTOMS', 'RISK_ANALYSIS', [{ originator: 'DE-POLICE' }]);
  await source.append(others.header, others.body);
  await source.admin.query('update audit.entry set sealed = reverse(sealed) where index = 3');
  expect(await purposesSeen()).toEqual(['CUSTOMS_CONTROL', 'RISK_ANALYSIS']);
});

describe('a look that cannot be read is never left out: the answer is an error', () => {
  it.each([
    ['where the keys are out of reach', 'alter table audit_keys.tree_key rename to away', 'SOURCE_UNAVAILABLE'],
    ['where a key was spoiled', 'update audit_keys.tree_key set wrapped_key = reverse(wrapped_key)', 'INTERNAL'],
    ['where a body was changed', 'update audit.entry set sealed = reverse(sealed) where index = 1', 'INTERNAL'],
    ['where a header was changed', 'update audit.entry set header = reverse(header) where index = 1', 'INTERNAL'],
    [
      'where an entry is found as one of another agency',
      `update audit.entry set (agency, tokens) = (select agency, tokens from audit.entry where index = 2) where index = 3`,
      'INTERNAL',
    ],
  ])('%s', async (_what, change, code) => {
    const others = look('DE-POLICE', 'CRIMINAL_INVESTIGATION', [{}]);
    await source.append(others.header, others.body);
    await source.admin.query(change);
    const { data, errors } = await askSeen(source);
    expect(data).toEqual({ _entities: [{ recipients: null }] });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});
