import { expect, it } from '@jest/globals';
import { dutchAuditor, withAudit } from './ask.js';

it('entries are found by a joint operation without which less would have been shown, and name it', async () => {
  await withAudit(async (source) => {
    await source.append({ subject: 'nl-1' }, { decided: { clearance: 'PUBLIC', grants: ['operation_x'], groups: [] } });
    await source.append({ subject: 'nl-2' });
    const list = (filter: string) =>
      source.ask(dutchAuditor, `{ auditEntries(filter: ${filter}) { edges { node { index grants } } } }`);
    const found = await list('{ grant: { eq: "operation_x" } }');
    expect(found.errors).toBeUndefined();
    expect(found.data).toEqual({ auditEntries: { edges: [{ node: { index: 1, grants: ['operation_x'] } }] } });
    expect((await list('{ grant: { in: ["operation_y"] } }')).data).toEqual({ auditEntries: { edges: [] } });
    const others = await source.ask(dutchAuditor, '{ auditEntry(index: 2) { grants } }');
    expect(others.data).toEqual({ auditEntry: { grants: [] } });
  });
});
