import { expect, it } from '@jest/globals';
import { forked } from '../../../auditlog/forked.js';
import { nameLog } from '../../../cli/workers/registerOfPrimary.js';
import { anyRegister } from '../../auditlog/support/openTestLog.js';

it('tells the process that writes a log the head of the register that names its log, or why it may write none', async () => {
  expect(await nameLog(anyRegister, 'main')).toEqual({
    type: 'named',
    head: 'main.register SEEN 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    isWhole: true,
  });
  const refusing = (error: Error) => ({ ...anyRegister, opened: () => Promise.reject(error) });
  expect(await nameLog(refusing(forked('main', 'it had 4 entries')), 'main')).toMatchObject({
    type: 'unnamed',
    code: 'AUDIT_FORKED',
    reason: expect.stringMatching(/it had 4 entries/),
    mayPass: false,
  });
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED', syscall: 'connect' });
  expect(await nameLog(refusing(away), 'main')).toMatchObject({ code: 'AUDIT_UNAVAILABLE', mayPass: true });
});
