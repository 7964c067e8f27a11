import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import type { Check } from '../check.js';
import { fine } from '../finding.js';

/** Whether all keys are there, and are those that the database was written with. */
export const keys: Check = {
  name: 'keys',
  lookAtData: async ({ databases, keysDirectory }) => {
    await openGuardedKeys(keysDirectory, databases.ownerUrl, { mayCreate: false });
    return [fine(keysDirectory, 'All are there, and are those of this database.')];
  },
};
