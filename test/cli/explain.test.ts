import { describe, expect, test } from '@jest/globals';
import { explain } from '../../cli/explain.js';
import { PortcullisError } from '../../schema/errors.js';

describe('an error at the command line', () => {
  test('is one line, with what to do', () => {
    expect(explain(new PortcullisError('AUDIT_UNAVAILABLE'))).toBe(
      'The audit log cannot be written, so nothing may be shown. Try again shortly.',
    );
    expect(explain(Object.assign(new Error('listen EADDRINUSE\n at x'), { code: 'EADDRINUSE' }))).not.toContain('\n');
  });

  test('shows no connection string', () => {
    expect(explain(new Error('cannot reach postgres://u:secret@h/db'))).not.toContain('secret');
  });
});
